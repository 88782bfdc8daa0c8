"""Asks the real Anki what the files given as arguments come to, and prints it as JSON. Used by run.ts alone."""

import json
import os
import shutil
import sys
import tempfile

from anki._backend import RustBackend
from anki.collection import Collection, ExportAnkiPackageOptions, ImportAnkiPackageOptions, ImportAnkiPackageRequest

COLUMNS = "id nid ord type queue due ivl factor reps lapses left flags did odid odue data".split()
TYPED = [
    ("Paris", "Paris"),
    ("Paris", "paris"),
    ("Paris", "Pbris"),
    ("Paris", ""),
    ("Paris", "Parisian"),
    ("the quick brown fox", "the brown fox jumps"),
    ("café", "cafe"),
    ("Café crème", "Cafe creme"),
    ("日本語", "日本"),
    ("1 < 2 & 3", "1 < 3"),
    ("Massachusetts", "Masachusets"),
    ("a b", "a  b"),
]


def open_file(path, folder):
    """A collection of its own with the file in it."""
    target = os.path.join(folder, "collection.anki2")
    if path.endswith(".anki2"):
        shutil.copy(path, target)
        os.chmod(target, 0o600)
        return Collection(target)
    if path.endswith(".colpkg"):
        media = os.path.join(folder, "collection.media")
        os.mkdir(media)
        RustBackend().import_collection_package(
            col_path=target, backup_path=path, media_folder=media, media_db=os.path.join(folder, "collection.mdb")
        )
        return Collection(target)
    col = Collection(target)
    # A type that comes under the name of another is renamed, and so counts as changed.
    for kind in col.models.all():
        col.models.update_dict({**kind, "name": f"stock {kind['name']}"})
    options = ImportAnkiPackageOptions(with_scheduling=True, with_deck_configs=True)
    col.import_anki_package(ImportAnkiPackageRequest(package_path=path, options=options))
    return col


def again(col, path):
    """What comes of what we wrote of a file, where the file itself is there already."""
    ours = os.path.join(os.environ["ANKI_OURS"], os.path.basename(path) + ".ours.apkg")
    # A collection of the scheduler of old takes nothing in.
    if not os.path.exists(ours) or not col.v3_scheduler():
        return None
    options = ImportAnkiPackageOptions(with_scheduling=True, with_deck_configs=True)
    log = col.import_anki_package(ImportAnkiPackageRequest(package_path=ours, options=options)).log
    return {name: len(getattr(log, name)) for name in ("new", "updated", "conflicting")}


def sides(card):
    try:
        return card.question(), card.answer()
    except Exception as error:
        return f"ERROR {error}", ""


def cards_of(col):
    query = f"select n.guid, {', '.join('c.' + name for name in COLUMNS)} from cards c join notes n on n.id = c.nid"
    for guid, *values in col.db.all(query + " order by n.id, c.ord"):
        row = dict(zip(COLUMNS, values))
        question, answer = sides(col.get_card(row["id"]))
        deck = col.decks.name(row["odid"] or row["did"])
        yield {**row, "guid": guid, "deck": deck, "dueIn": row["due"] - col.sched.today, "question": question, "answer": answer}


def collection(path):
    folder = tempfile.mkdtemp()
    try:
        col = open_file(path, folder)
        found = {
            "notes": col.db.scalar("select count() from notes"),
            "cards": list(cards_of(col)),
            "reviews": col.db.all("select id, ease, ivl, lastIvl, factor, type from revlog order by id"),
            "log": col.db.all("select r.id, n.guid, c.ord, r.ease, r.ivl, r.lastIvl, r.factor, r.time, r.type from revlog r join cards c on c.id = r.cid join notes n on n.id = c.nid order by r.id"),
            "rows": col.db.all("select guid, id, mid, mod, tags, flds from notes order by guid"),
            "types": {m["id"]: m for m in col.models.all()},
            "media": sorted(os.listdir(col.media.dir())) if os.path.exists(col.media.dir()) else [],
            "presets": {d["name"]: col.decks.config_dict_for_deck_id(d["id"]) for d in col.decks.all() if not d["dyn"]},
        }
        found["problems"] = col.fix_integrity()
        if os.path.basename(path).startswith("random-"):
            options = ExportAnkiPackageOptions(with_scheduling=True, with_media=True, legacy=False)
            col.export_anki_package(out_path=path.replace(".ours.apkg", ".back"), options=options, limit=None)
        found["again"] = again(col, path)
        col.close()
        return found
    except Exception as error:
        return {"error": str(error)}
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def typed():
    col = Collection(os.path.join(tempfile.mkdtemp(), "collection.anki2"))
    return [
        {"expected": expected, "given": given, "combining": combining, "html": col.compare_answer(expected, given, combining)}
        for expected, given in TYPED
        for combining in (True, False)
    ]


files = {os.path.basename(path): collection(path) for path in sys.argv[1:]}
print(json.dumps({"files": files, "typed": typed()}, default=str))
