#!/usr/bin/env bash
# File and function sizes against the budget of docs/STYLE.md: a report, never a failure.
set -euo pipefail
cd "$(dirname "$0")/.."

all() { find . -name "$1" -type f -not -path './target/*' -not -path '*/node_modules/*' | sed 's|^\./||' | sort; }

all '*.rs' | xargs -r wc -l | grep -v ' total$' | sort -n | awk '
  { size[NR] = $1; name[NR] = $2 }
  END {
    printf "Rust files %d: median %d lines, nine in ten under %d, largest %d\n", NR, size[int((NR + 1) / 2)], size[int(NR * 0.9)], size[NR]
    for (i = 1; i <= NR; i++) if (size[i] > 500) printf "  over 500: %d %s\n", size[i], name[i]
  }'

all '*.rs' | xargs -r awk '
  FNR == 1 { open = 0 }
  match($0, /^ *(pub(\([a-z]+\))? )?(const )?(async )?fn /) { indent = match($0, /[^ ]/) - 1; start = FNR; open = 1; title = $0 }
  open && /^ *}/ && match($0, /[^ ]/) - 1 == indent { print FNR - start + 1 "\t" FILENAME ":" start; open = 0 }
' | sort -n | awk -F'\t' '
  { size[NR] = $1; name[NR] = $2 }
  END {
    printf "Functions %d: median %d lines, nine in ten under %d, largest %d\n", NR, size[int((NR + 1) / 2)], size[int(NR * 0.9)], size[NR]
    for (i = NR; i > NR - 5 && i > 0; i--) printf "  longest: %d %s\n", size[i], name[i]
  }'

all '*.html' | xargs -r wc -l | grep -v ' total$' | awk '$1 > 80 { printf "  template over 80: %d %s\n", $1, $2 }'
