# Finds a JDK that simul can be run with. Read by the other scripts, not run.

least=21

# The major version of the java in folder $1; nothing if it is not one. The release file spares the start of a JVM.
major() {
  [ -x "$1/bin/java" ] || return 0
  version=
  if [ -r "$1/release" ]; then
    version=$(sed -n 's/^JAVA_VERSION="\([0-9]*\).*/\1/p' "$1/release")
  fi
  if [ -z "$version" ]; then
    version=$("$1/bin/java" -version 2>&1 | sed -n 's/.*version "\([0-9]*\).*/\1/p' | head -n 1)
  fi
  echo "$version"
}

suits() {
  version=$(major "$1")
  [ -n "$version" ] && [ "$version" -ge "$least" ]
}

# JAVA_HOME, then PATH, then where systems install them: of these the newest.
find_java_home() {
  if [ -n "${JAVA_HOME:-}" ] && suits "$JAVA_HOME"; then
    echo "$JAVA_HOME"
    return
  fi
  if on_path=$(command -v java); then
    while [ -L "$on_path" ]; do
      link=$(readlink "$on_path")
      case $link in
        /*) on_path=$link ;;
        *) on_path=$(dirname "$on_path")/$link ;;
      esac
    done
    candidate=$(dirname "$(dirname "$on_path")")
    if suits "$candidate"; then
      echo "$candidate"
      return
    fi
  fi
  best= best_version=0
  for candidate in /usr/lib/jvm/* /usr/java/* /opt/java/* /opt/jdk* /usr/local/lib/jvm/* /opt/homebrew/opt/openjdk* \
    /usr/local/opt/openjdk* /Library/Java/JavaVirtualMachines/*/Contents/Home \
    "${HOME:-/nonexistent}"/.sdkman/candidates/java/* "${HOME:-/nonexistent}"/.jdks/*; do
    version=$(major "$candidate")
    if [ -n "$version" ] && [ "$version" -ge "$least" ] && [ "$version" -gt "$best_version" ]; then
      best=$candidate best_version=$version
    fi
  done
  echo "$best"
}

# The same, or an error in the name of program $1.
require_java_home() {
  found=$(find_java_home)
  if [ -z "$found" ]; then
    echo "$1: no JDK of version $least or newer was found; install one (Debian: apt-get install openjdk-$least-jdk) or set JAVA_HOME" >&2
    return 2
  fi
  echo "$found"
}
