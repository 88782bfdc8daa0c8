"""Has the real Anki make collections with a past, and export them in each of its formats. Used by run.ts alone."""

import json
import os
import random
import sqlite3
import sys
import tempfile

from anki.collection import Collection, ExportAnkiPackageOptions
from anki.cards import Card  # after the collection, which it needs
from anki.scheduler.v3 import CardAnswer

DAY = 86_400
RATINGS = [CardAnswer.AGAIN, CardAnswer.HARD, CardAnswer.GOOD, CardAnswer.GOOD, CardAnswer.GOOD, CardAnswer.EASY]
PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c4890000000d4944415478da63fccff05f0f0004"
    "8401805d54c2f50000000049454e44ae426082"
)
COVERS = (
    "{{c1::image-occlusion:rect:left=.1:top=.1:width=.2:height=.3:oi=1}}<br>"
    "{{c2::image-occlusion:ellipse:left=.5:top=.5:rx=.1:ry=.1:oi=1}}<br>"
    "{{c3::image-occlusion:polygon:left=.1:top=.1:points=.1,.1 .2,.2 .1,.3}}"
)
CLOZES = [
    "{{c1::one}} and {{c2::two::a number}}",
    "{{c1::outer {{c2::inner}} rest}}",
    "{{c1,3::shared}} {{c2::alone}} &amp; <b>{{c3::bold}}</b>",
]
FURIGANA = "日本[にほん] の 山[やま]"


def add(col, kind, fields, deck, tags=()):
    note = col.new_note(col.models.by_name(kind))
    note.fields[: len(fields)] = fields
    note.tags = list(tags)
    col.add_note(note, col.decks.id(deck))


def custom_type(col):
    kind = col.models.new("Custom")
    for name in ("Word", "Reading", "Hint"):
        col.models.add_field(kind, col.models.new_field(name))
    template = col.models.new_template("Ask")
    template["qfmt"] = "{{#Reading}}{{furigana:Reading}}{{/Reading}}{{^Reading}}{{text:Word}}{{/Reading}} {{hint:Hint}} {{type:Word}} {{Tags}} {{Deck}} {{Subdeck}} {{Card}} {{Type}}"
    template["afmt"] = "{{FrontSide}}<hr id=answer>{{Word}} {{kana:Reading}} {{kanji:Reading}} {{nonsense:Word}} <!-- {{Word}} -->"
    col.models.add_template(kind, template)
    col.models.add(kind)


def fill(col):
    custom_type(col)
    for i in range(12):
        add(col, "Basic", [f"front {i} <img src=\"dot.png\">", f"<b>back</b> {i}"], "Made::Basic", ["a", "b::c"])
        add(col, "Basic (and reversed card)", [f"left {i}", f"right {i} &lt;"], "Made::Both")
    add(col, "Basic (optional reversed card)", ["x", "y", "z"], "Made")
    add(col, "Basic (optional reversed card)", ["x2", "y2", ""], "Made")
    add(col, "Basic (type in the answer)", ["How?", "Café <i>crème</i>"], "Made")
    for text in CLOZES:
        add(col, "Cloze", [text, "extra"], "Made::Cloze")
    add(col, "Image Occlusion", [COVERS, '<img src="dot.png">', "Header", "", ""], "Made")
    add(col, "Custom", ["<b>山</b>", FURIGANA, "a <i>hint</i>"], "Made::Deep::Deeper")
    add(col, "Custom", ["plain", "", ""], "Made::Deep")
    col.media.write_data("dot.png", PNG)


def answer_day(col, chance):
    for _ in range(25):
        queue = col.sched.get_queued_cards(fetch_limit=1).cards
        if not queue:
            return
        card = Card(col, backend_card=queue[0].card)
        card.start_timer()
        states = queue[0].states
        col.sched.answer_card(col.sched.build_answer(card=card, states=states, rating=chance.choice(RATINGS)))


def move_back(path):
    """A day goes by: all that was is a day longer ago."""
    db = sqlite3.connect(path)
    db.execute("update col set crt = crt - ?", (DAY,))
    db.execute("update revlog set id = id - ?", (DAY * 1000,))
    db.execute("update cards set due = due - ? where queue = 1", (DAY,))
    for card_id, data in db.execute("select id, data from cards where data like '%lrt%'").fetchall():
        kept = json.loads(data)
        kept["lrt"] -= DAY
        db.execute("update cards set data = ? where id = ?", (json.dumps(kept, separators=(",", ":")), card_id))
    db.commit()
    db.close()


def make(folder, name, fsrs):
    path = os.path.join(tempfile.mkdtemp(), "collection.anki2")
    chance = random.Random(7)
    col = Collection(path)
    col.set_config("fsrs", fsrs)
    fill(col)
    made = col.decks.id("Made")
    for _ in range(30):
        col.decks.set_current(made)
        answer_day(col, chance)
        col.close()
        move_back(path)
        col = Collection(path)
    cards = col.find_cards("-is:new")
    col.sched.suspend_cards(cards[:2])
    col.set_user_flag_for_cards(3, cards[2:5])
    col.sched.schedule_cards_as_new(cards[5:7])
    col.sched.set_due_date(cards[7:9], "5")
    for legacy in (True, False):
        options = ExportAnkiPackageOptions(with_scheduling=True, with_deck_configs=True, with_media=True, legacy=legacy)
        col.export_anki_package(out_path=os.path.join(folder, f"{name}-{legacy}.apkg"), options=options, limit=None)
    col.export_collection_package(os.path.join(folder, f"{name}.colpkg"), include_media=True, legacy=False)


for is_on in (True, False):
    make(sys.argv[1], f"made-fsrs-{is_on}", is_on)
