// SPDX-License-Identifier: Apache-2.0
package io.rillway.cascade.connector;

import io.rillway.cascade.probe.Output;
import io.rillway.cascade.process.Ending;
import io.rillway.cascade.process.Launch;
import io.rillway.cascade.process.RunMark;
import io.rillway.cascade.process.Supervision;
import io.rillway.cascade.process.Supervisor;
import io.rillway.cascade.system.ProcessTable;
import java.util.List;
import java.util.OptionalInt;

/** The connector of one resource that is a child process. */
final class OpenProcess implements ResourceConnector {

    private final Platform platform;
    private final Launch launch;
    private final Supervisor supervisor;
    private final RestartPolicy restart;

    private OpenProcess(Platform platform, Launch launch, Supervisor supervisor, RestartPolicy restart) {
        this.platform = platform;
        this.launch = launch;
        this.supervisor = supervisor;
        this.restart = restart;
    }

    static OpenProcess open(Launch launch, Ending ending, RestartPolicy restart, ConnectorSite site) {
        Platform platform = new Platform("process", site.resourceId());
        RunMark mark = RunMark.of(site.engineId(), site.resourceId());
        Supervision work = new Supervision(launch, ending, mark, ProcessTable.ofThisSystem());
        Supervisor supervisor =
                platform.answer("STATUS_FAILED", () -> Supervisor.open(work, site.folder(), site.changed()));
        return new OpenProcess(platform, launch, supervisor, restart);
    }

    @Override
    public void start() throws InterruptedException {
        platform.order("START_FAILED", supervisor::start);
    }

    @Override
    public void stop() throws InterruptedException {
        platform.order("STOP_FAILED", supervisor::stop);
    }

    @Override
    public void kill() throws InterruptedException {
        platform.order("STOP_FAILED", supervisor::kill);
    }

    @Override
    public ConnectorStatus status() throws InterruptedException {
        return platform.answer("STATUS_FAILED", () -> {
            if (supervisor.isRunning()) {
                supervisor.tend();
                return ConnectorStatus.RUNNING;
            }
            supervisor.tidyUp();
            OptionalInt exitCode = supervisor.exitCode();
            return exitCode.isPresent() ? ConnectorStatus.exited(exitCode.getAsInt()) : ConnectorStatus.STOPPED;
        });
    }

    @Override
    public void test() throws InterruptedException {
        platform.order("START_FAILED", launch::check);
    }

    @Override
    public boolean isChild() {
        return true;
    }

    @Override
    public RestartPolicy restartPolicy() {
        return restart;
    }

    @Override
    public List<String> lastOutput(int lines) {
        return platform.answer("OUTPUT_FAILED", () -> supervisor.lastOutput(lines));
    }

    @Override
    public Output output() {
        return Searches.in(supervisor.output());
    }

    @Override
    public void close() {
        supervisor.close();
    }
}
