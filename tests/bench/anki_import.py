"""Has the real Anki import a package into a collection of its own, and says how long it took. Used by anki.ts alone."""

import json
import os
import resource
import sys
import tempfile
import time

from anki.collection import Collection, ImportAnkiPackageOptions, ImportAnkiPackageRequest

col = Collection(os.path.join(tempfile.mkdtemp(), "collection.anki2"))
options = ImportAnkiPackageOptions(with_scheduling=True, with_deck_configs=True)
start = time.monotonic()
col.import_anki_package(ImportAnkiPackageRequest(package_path=sys.argv[1], options=options))
seconds = time.monotonic() - start
assert col.db.scalar("select count() from notes") == 50_000
assert col.db.scalar("select count() from revlog") == 300_000
col.close()
print(json.dumps({"seconds": seconds, "megabytes": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024}))
