"""Adds tabular figures (OpenType `tnum`) to Be Vietnam Pro.

The published fonts have proportional digits only, so `font-variant-numeric:
tabular-nums` does nothing and columns of figures do not line up. This script
adds ten glyphs per font, each the published digit centred in one common
width, and a `tnum` feature that switches to them. Outlines are unchanged.

    pip install fonttools brotli
    npm install @fontsource/be-vietnam-pro@5.3.0
    python docs/fonts/tabular_figures.py node_modules/@fontsource/be-vietnam-pro/files public/fonts
"""

import sys
from pathlib import Path

from fontTools.ttLib import TTFont
from fontTools.ttLib.tables import otTables as ot
from fontTools.ttLib.tables._g_l_y_f import Glyph, GlyphComponent

WIDTH = 690  # one width for both weights, so that a bold total lines up too


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
    for subset in ("latin", "vietnamese"):
        for weight in (400, 600):
            font = TTFont(source / f"be-vietnam-pro-{subset}-{weight}-normal.woff2")
            if subset == "latin":
                add_tabular_figures(font)
            font.flavor = "woff2"
            font.save(target / f"be-vietnam-pro-{subset}-{weight}.woff2")


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
