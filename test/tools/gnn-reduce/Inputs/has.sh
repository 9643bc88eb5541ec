#!/bin/sh
# Interesting, exit status 1, is a module with the op that the script is named
# after: a link to it called has-elu.sh looks for gnn.elu.
op=$(basename "$0" .sh)
grep -q "gnn\.${op#has-} " "$1" && exit 1
exit 0
