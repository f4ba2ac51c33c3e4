"""Makes the page's fonts from Be Vietnam Pro: one file a weight, with tabular figures and what the page writes.

The published fonts come in two files a weight, with hints and glyphs of many languages, and with proportional digits
only, so that `font-variant-numeric: tabular-nums` does nothing and columns of figures do not line up. This script

- joins the Latin and the Vietnamese file of a weight (what Vietnamese and English need, see `CHARACTERS`; anything
  else falls back to the system's fonts by `unicode-range` in style/base.css),
- drops hints, which no screen of today needs, and all features but kerning and marks,
- adds ten glyphs per font, each a digit centred in one common width, and a `tnum` feature that switches to them.

Outlines are unchanged.

    pip install fonttools brotli
    npm install @fontsource/be-vietnam-pro@5.3.0
    python docs/fonts/page_fonts.py node_modules/@fontsource/be-vietnam-pro/files public/fonts
"""

import sys
import unicodedata
from pathlib import Path

from fontTools import subset
from fontTools.ttLib import TTFont
from fontTools.ttLib.tables import otTables as ot
from fontTools.ttLib.tables._g_l_y_f import Glyph, GlyphComponent

WIDTH = 690  # one width for both weights, so that a bold total lines up too

TONES = "\u0300\u0301\u0303\u0309\u0323"
VOWELS = "aăâeêioôơuưy"


def vietnamese() -> set[int]:
    """The letters of Vietnamese with all their tones, composed, and the tones by themselves."""
    letters = set("đ" + VOWELS)
    letters |= {unicodedata.normalize("NFC", vowel + tone) for vowel in VOWELS for tone in TONES}
    return {ord(c) for letter in letters for c in (letter, letter.upper())} | {ord(t) for t in TONES}


CHARACTERS = (
    set(range(0x20, 0x7F))
    | vietnamese()
    # What the page and its figures are written with beyond ASCII, where the face has it.
    | {ord(c) for c in "\u00a0«»·×÷±°²³µ§©€₫–—‘’‚“”„…•‹›™−≤≥≠≈"}
)


def join(latin: TTFont, more: TTFont) -> None:
    """Adds the glyphs that only the second file has, by their names."""
    glyf, hmtx, order = latin["glyf"], latin["hmtx"], latin.getGlyphOrder()
    for name in more.getGlyphOrder():
        if name not in order:
            glyf[name] = more["glyf"][name]
            hmtx[name] = more["hmtx"][name]
    latin.setGlyphOrder(glyf.glyphOrder)
    for table in latin["cmap"].tables:
        for code, name in more.getBestCmap().items():
            if table.isUnicode() and (code < 0x10000 or table.format == 12):
                table.cmap.setdefault(code, name)


def component(name: str, dx: int) -> Glyph:
    part = GlyphComponent()
    part.glyphName, part.x, part.y, part.flags = name, dx, 0, 0x0004
    glyph = Glyph()
    glyph.numberOfContours = -1
    glyph.components = [part]
    return glyph


def add_tabular_figures(font: TTFont) -> None:
    cmap, glyf, hmtx = font.getBestCmap(), font["glyf"], font["hmtx"]
    mapping = {}
    for code in range(ord("0"), ord("9") + 1):
        digit = cmap[code]
        advance, bearing = hmtx[digit]
        dx = (WIDTH - advance) // 2
        name = f"{digit}.tnum"
        glyf[name] = component(digit, dx)
        hmtx[name] = (WIDTH, bearing + dx)
        mapping[digit] = name
    font.setGlyphOrder(glyf.glyphOrder)

    subtable = ot.SingleSubst()
    subtable.mapping = mapping
    lookup = ot.Lookup()
    lookup.LookupType, lookup.LookupFlag = 1, 0
    lookup.SubTable, lookup.SubTableCount = [subtable], 1

    gsub = font["GSUB"].table
    gsub.LookupList.Lookup.append(lookup)
    gsub.LookupList.LookupCount += 1

    feature = ot.Feature()
    feature.FeatureParams = None
    feature.LookupListIndex, feature.LookupCount = [gsub.LookupList.LookupCount - 1], 1
    record = ot.FeatureRecord()
    record.FeatureTag, record.Feature = "tnum", feature
    records = gsub.FeatureList.FeatureRecord
    # The specification asks for records in the order of their tags.
    place = next((i for i, r in enumerate(records) if r.FeatureTag > "tnum"), len(records))
    records.insert(place, record)
    gsub.FeatureList.FeatureCount += 1
    for script in gsub.ScriptList.ScriptRecord:
        systems = [r.LangSys for r in script.Script.LangSysRecord]
        if script.Script.DefaultLangSys:
            systems.append(script.Script.DefaultLangSys)
        for system in systems:
            shifted = [i + (i >= place) for i in system.FeatureIndex]
            system.FeatureIndex = sorted([*shifted, place])
            system.FeatureCount = len(system.FeatureIndex)


def main(source: Path, target: Path) -> None:
    for weight in (400, 600):
        parts = [
            TTFont(source / f"be-vietnam-pro-{part}-{weight}-normal.woff2")
            for part in ("latin", "vietnamese")
        ]
        font = parts[0]
        join(*parts)
        add_tabular_figures(font)
        options = subset.Options()
        options.hinting = False
        options.layout_features = ["tnum", "kern", "mark"]
        options.name_IDs = [0, 1, 2, 3, 4, 5, 6, 16, 17]
        options.notdef_outline = True
        options.flavor = "woff2"
        worker = subset.Subsetter(options)
        worker.populate(unicodes=CHARACTERS)
        worker.subset(font)
        font.flavor = "woff2"
        font.save(target / f"be-vietnam-pro-{weight}.woff2")


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
