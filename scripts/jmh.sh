# Sourced: builds the benchmarks of one package and runs them with JMH. run_jmh NAME PACKAGE ARGUMENTS...

run_jmh() {
  name=$1 folder=$(echo "$2" | tr . /)
  shift 2
  java_home=$(require_java_home "$name") || exit 2
  out=$home/target/jmh/$name
  classpath=$out/classpath
  rm -rf "$out" && mkdir -p "$out/sources" "$out/classes" "$out/benchmarks/$(dirname "$folder")" || exit 2

  echo "$name: building ..." >&2
  if ! (cd "$home" && mvn -q -Dspotless.check.skip=true test-compile dependency:build-classpath \
    -Dmdep.includeScope=test -Dmdep.outputFile="$classpath" </dev/null >"$out/build.log" 2>&1); then
    cat "$out/build.log" >&2
    exit 2
  fi
  with="$home/target/test-classes:$home/target/classes:$(cat "$classpath")"
  # JMH makes a harness for each benchmark, here from the class files.
  cp -r "$home/target/test-classes/$folder" "$out/benchmarks/$folder" || exit 2
  "$java_home/bin/java" -cp "$with" org.openjdk.jmh.generators.bytecode.JmhBytecodeGenerator \
    "$out/benchmarks" "$out/sources" "$out/classes" >"$out/build.log" 2>&1 \
    && find "$out/sources" -name '*.java' >"$out/sources.txt" \
    && "$java_home/bin/javac" -proc:none -nowarn -cp "$with" -d "$out/classes" "@$out/sources.txt" >>"$out/build.log" 2>&1 \
    || { cat "$out/build.log" >&2; exit 2; }
  exec "$java_home/bin/java" -Dslf4j.internal.verbosity=ERROR -cp "$out/classes:$with" org.openjdk.jmh.Main -prof gc "$@"
}
