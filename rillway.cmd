@echo off
rem Runs Rillway; builds it first when there is no build yet. After changes: mvnw -pl cli -am package
setlocal
set "ROOT=%~dp0"
set "JAR="
set "JAVA=java"
if defined JAVA_HOME set "JAVA=%JAVA_HOME%\bin\java"
"%JAVA%" -version >nul 2>&1
if errorlevel 1 (
  echo rillway: no Java found ^(expected: a JDK 17 or newer on the PATH or in JAVA_HOME^) 1>&2
  exit /b 2
)
for %%J in ("%ROOT%cli\target\rillway-cli-*-runnable.jar") do set "JAR=%%J"
if not defined JAR (
  echo Building Rillway ^(at first use, about a minute^)... 1>&2
  pushd "%ROOT%"
  call mvnw.cmd -q -pl cli -am package -DskipTests -Dspotless.check.skip -Djacoco.skip 1>&2
  popd
  for %%J in ("%ROOT%cli\target\rillway-cli-*-runnable.jar") do set "JAR=%%J"
)
if not defined JAR (
  echo rillway: the build failed; it needs a JDK ^(not only a JRE^), and the network at its first time 1>&2
  exit /b 2
)
set "FLAGS=-XX:+UseSerialGC -XX:TieredStopAtLevel=1"
if "%~1"=="serve" set "FLAGS="
"%JAVA%" %FLAGS% -Xshare:auto -Drillway.command=rillway -jar "%JAR%" %*
exit /b %ERRORLEVEL%
