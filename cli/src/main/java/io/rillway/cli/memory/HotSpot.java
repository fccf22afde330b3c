// SPDX-License-Identifier: Apache-2.0
package io.rillway.cli.memory;

import com.sun.management.HotSpotDiagnosticMXBean;
import com.sun.management.VMOption;
import com.sun.management.VMOption.Origin;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryUsage;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.management.JMException;
import javax.management.MBeanServer;
import javax.management.ObjectName;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The memory of a HotSpot JVM with G1, whose heap may shrink, and whose settings for that nobody has chosen. */
final class HotSpot implements Memory {

    private static final Logger LOG = LoggerFactory.getLogger(HotSpot.class);

    private static final String INTERVAL = "G1PeriodicGCInterval";
    private static final String LEAST_FREE = "MinHeapFreeRatio";
    private static final String MOST_FREE = "MaxHeapFreeRatio";
    private static final int LEAST_STEP = 4 << 20;

    private final HotSpotDiagnosticMXBean jvm;
    private final Map<String, String> before;

    private HotSpot(HotSpotDiagnosticMXBean jvm) {
        this.jvm = jvm;
        this.before = Map.of(
                INTERVAL, jvm.getVMOption(INTERVAL).getValue(),
                LEAST_FREE, jvm.getVMOption(LEAST_FREE).getValue(),
                MOST_FREE, jvm.getVMOption(MOST_FREE).getValue());
    }

    /** {@return the memory of this process}, if it is such a JVM. */
    static Optional<Memory> ofThisProcess() {
        HotSpotDiagnosticMXBean jvm = ManagementFactory.getPlatformMXBean(HotSpotDiagnosticMXBean.class);
        try {
            boolean canShrink = jvm != null && isG1(jvm) && !isFixed() && isUnset(jvm);
            return canShrink ? Optional.of(new HotSpot(jvm)) : Optional.empty();
        } catch (IllegalArgumentException e) {
            LOG.debug("This JVM lacks an option", e);
            return Optional.empty();
        }
    }

    private static boolean isG1(HotSpotDiagnosticMXBean jvm) {
        return Boolean.parseBoolean(jvm.getVMOption("UseG1GC").getValue());
    }

    private static boolean isFixed() {
        MemoryUsage heap = ManagementFactory.getMemoryMXBean().getHeapMemoryUsage();
        return heap.getInit() == heap.getMax();
    }

    private static boolean isUnset(HotSpotDiagnosticMXBean jvm) {
        return List.of(INTERVAL, LEAST_FREE, MOST_FREE).stream()
                .map(jvm::getVMOption)
                .allMatch(option -> option.isWriteable() && option.getOrigin() == Origin.DEFAULT);
    }

    @Override
    public long usedBytes() {
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }

    @Override
    public long stepBytes() {
        VMOption region = jvm.getVMOption("G1HeapRegionSize");
        return Math.max(LEAST_STEP, 2 * Long.parseLong(region.getValue()));
    }

    @Override
    public void collectSoon() {
        // The least first, because it may never exceed the most.
        jvm.setVMOption(LEAST_FREE, "20");
        jvm.setVMOption(MOST_FREE, "40");
        jvm.setVMOption(INTERVAL, "1000");
    }

    @Override
    public void settle() {
        jvm.setVMOption(INTERVAL, before.get(INTERVAL));
        jvm.setVMOption(MOST_FREE, before.get(MOST_FREE));
        jvm.setVMOption(LEAST_FREE, before.get(LEAST_FREE));
        trim();
    }

    /** What the compilers have freed stays with the C library, unless it is asked for. */
    private static void trim() {
        MBeanServer beans = ManagementFactory.getPlatformMBeanServer();
        try {
            beans.invoke(
                    new ObjectName("com.sun.management:type=DiagnosticCommand"),
                    "systemTrimNativeHeap",
                    new Object[0],
                    new String[0]);
        } catch (JMException e) {
            LOG.debug("This JVM does not trim", e);
        }
    }
}
