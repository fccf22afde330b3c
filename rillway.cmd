@echo off
rem Builds Rillway at first use, then runs it.
setlocal
set "ROOT=%~dp0"
set "JAVA=java"
if defined JAVA_HOME set "JAVA=%JAVA_HOME%\bin\java"
for %%J in ("%ROOT%cli\target\rillway-cli-*-runnable.jar") do set "JAR=%%J"
if not defined JAR (
  echo Building Rillway ^(at first use, about a minute^)... 1>&2
  pushd "%ROOT%"
  call mvnw.cmd -q -pl cli -am package -DskipTests -Dspotless.check.skip -Djacoco.skip 1>&2 || exit /b 1
  popd
  for %%J in ("%ROOT%cli\target\rillway-cli-*-runnable.jar") do set "JAR=%%J"
)
"%JAVA%" -jar "%JAR%" %*
exit /b %ERRORLEVEL%
