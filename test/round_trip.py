"""The part of the suite that --verify-roundtrip reaches."""

import lit.formats


class RoundTripTest(lit.formats.ShTest):
    """Tests that name gnn-opt: the flag is added to its command lines, and to no other."""

    def getTestsInDirectory(self, *arguments):
        for test in super().getTestsInDirectory(*arguments):
            with open(test.getSourcePath(), encoding="utf-8") as file:
                if "gnn-opt" in file.read():
                    yield test
