"""The conversion to TrueType outlines keeps every shape, and the cache holds a whole font or none."""

from __future__ import annotations

import errno
import io
import itertools
import math
from pathlib import Path

import platformdirs
import pytest
from fontTools import subset
from fontTools.pens.basePen import BasePen
from fontTools.pens.recordingPen import RecordingPen
from fontTools.ttLib import TTFont

from collation import fonts

LETTERS = "软骨外泌体，。Ag8 "
STEPS = 12


def silent(_line: str) -> None:
    """Take progress and print nothing."""


@pytest.fixture(scope="module")
def small_font(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Cut a few letters out of the real source, so that its own kind of outlines is what is converted."""
    options = subset.Options(layout_features=[], notdef_outline=True, recalc_timestamp=False)
    path = tmp_path_factory.mktemp("font") / "Small.otf"
    with TTFont(fonts._song_source(), lazy=True) as font:
        subsetter = subset.Subsetter(options)
        subsetter.populate(text=LETTERS)
        subsetter.subset(font)
        font.save(path)
    return path


@pytest.fixture
def cache(tmp_path: Path, small_font: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Give an empty cache, and the small font in the place of the large one."""
    monkeypatch.setattr(platformdirs, "user_cache_dir", lambda *_args, **_named: str(tmp_path / "cache"))
    monkeypatch.setattr(fonts, "_song_source", lambda: small_font)
    return tmp_path / "cache"


class Outline(BasePen):
    """Follow an outline in short steps, and collect the points passed."""

    def __init__(self, glyphs) -> None:
        super().__init__(glyphs)
        self.points: list[tuple[float, float]] = []

    def _moveTo(self, point) -> None:  # noqa: N802 - fontTools calls it so
        self.start = point
        self.points.append(point)

    def _lineTo(self, point) -> None:  # noqa: N802 - fontTools calls it so
        self._curve(self._getCurrentPoint(), point)

    def _curveToOne(self, first, second, point) -> None:  # noqa: N802 - fontTools calls it so
        self._curve(self._getCurrentPoint(), first, second, point)

    def _qCurveToOne(self, control, point) -> None:  # noqa: N802 - fontTools calls it so
        self._curve(self._getCurrentPoint(), control, point)

    def _closePath(self) -> None:  # noqa: N802 - fontTools calls it so
        self._curve(self._getCurrentPoint(), self.start)

    def _curve(self, *controls) -> None:
        degree = len(controls) - 1
        for step in range(1, STEPS + 1):
            t = step / STEPS
            weights = [math.comb(degree, i) * t**i * (1 - t) ** (degree - i) for i in range(degree + 1)]
            self.points.append(
                tuple(sum(w * c[axis] for w, c in zip(weights, controls, strict=True)) for axis in (0, 1))
            )


def is_prepared() -> bool:
    return fonts._cache_file(fonts._song_source()).is_file()


def outline(font: TTFont, name: str) -> list[tuple[float, float]]:
    pen = Outline(font.getGlyphSet())
    font.getGlyphSet()[name].draw(pen)
    return pen.points


def distance_to(points, path) -> float:
    """Return the greatest distance of the points from the polygon through `path`, contour ends included."""
    segments = list(itertools.pairwise(path))

    def to_segment(p, a, b) -> float:
        length = (b[0] - a[0]) ** 2 + (b[1] - a[1]) ** 2
        along = ((p[0] - a[0]) * (b[0] - a[0]) + (p[1] - a[1]) * (b[1] - a[1])) / length if length else 0
        along = min(1, max(0, along))
        return math.hypot(p[0] - a[0] - along * (b[0] - a[0]), p[1] - a[1] - along * (b[1] - a[1]))

    return max(min(to_segment(point, *segment) for segment in segments) for point in points[::3])


def test_outlines_stay_within_the_tolerance_and_widths_stay_equal(small_font: Path) -> None:
    converted = TTFont(io.BytesIO(fonts.truetype_outlines(small_font, silent, processes=1)))
    original = TTFont(io.BytesIO(small_font.read_bytes()))
    assert converted.getBestCmap().keys() == original.getBestCmap().keys() == {ord(c) for c in LETTERS}
    for code in map(ord, LETTERS):
        before, after = original.getBestCmap()[code], converted.getBestCmap()[code]
        assert converted["hmtx"][after][0] == original["hmtx"][before][0]
        assert converted["vmtx"][after] == original["vmtx"][before]
        points = outline(original, before)
        if points:  # a space has none
            # 1 unit of the conversion, and at most 0.71 of the rounding to whole units
            assert distance_to(points, outline(converted, after)) <= 1.75
            assert converted["hmtx"][after][1] == converted["glyf"][after].xMin
    assert converted["head"].unitsPerEm == 1000


def test_tables_are_those_of_a_truetype_font(small_font: Path) -> None:
    converted = TTFont(io.BytesIO(fonts.truetype_outlines(small_font, silent, processes=1)))
    assert converted.sfntVersion == "\x00\x01\x00\x00"
    assert {"glyf", "loca"} <= set(converted.keys())
    assert not {"CFF ", "VORG", "DSIG"} & set(converted.keys())
    assert converted["maxp"].tableVersion == 0x00010000
    assert converted["post"].formatType == 3.0
    # what fontTools itself finds when it goes through every glyph
    expected = TTFont(io.BytesIO(fonts.truetype_outlines(small_font, silent, processes=1)))
    for name in expected.getGlyphOrder():
        expected["glyf"][name].recalcBounds(expected["glyf"])
    expected["maxp"].recalc(expected)
    expected["hhea"].recalc(expected)
    for tag in ("head", "maxp", "hhea"):
        assert vars(converted[tag]) == vars(expected[tag])


def test_outside_of_a_shape_runs_the_way_of_truetype(small_font: Path) -> None:
    font = TTFont(io.BytesIO(fonts.truetype_outlines(small_font, silent, processes=1)))
    points = outline(font, font.getBestCmap()[ord("。")])[: STEPS * 4]
    area = sum(a[0] * b[1] - b[0] * a[1] for a, b in zip(points, points[1:] + points[:1], strict=True))
    assert area < 0  # clockwise, in a system whose y axis points up


def test_bytes_do_not_depend_on_the_number_of_processes(small_font: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    lines: list[str] = []
    alone = fonts.truetype_outlines(small_font, lines.append, processes=1)
    monkeypatch.setattr(fonts, "_SLICE", 4)
    assert fonts.truetype_outlines(small_font, silent, processes=2) == alone
    assert lines == ["preparing the font Small.otf for this machine, once: 100 %"]


def test_conversion_goes_on_where_no_process_can_start(small_font: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_args, **_named) -> None:
        raise OSError(errno.ENOSYS, "no semaphores here")

    alone = fonts.truetype_outlines(small_font, silent, processes=1)
    monkeypatch.setattr(fonts, "_SLICE", 4)
    monkeypatch.setattr("concurrent.futures.ProcessPoolExecutor", refuse)
    assert fonts.truetype_outlines(small_font, silent, processes=2) == alone


def test_first_call_converts_and_later_ones_do_not(cache: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert not is_prepared()
    lines: list[str] = []
    folders = fonts.font_paths(lines.append)
    assert is_prepared()
    assert lines
    assert [path.name for path in folders[0].iterdir()] == ["Small.ttf"]
    assert folders[0].is_relative_to(cache)
    # beside it lie the Japanese, Korean and Taiwanese fonts, whose shapes of Han differ
    assert [path.name for path in folders[1].glob("*.ttf")] == ["NotoSansSC[wght].ttf"]
    monkeypatch.setattr(fonts, "truetype_outlines", pytest.fail)
    assert fonts.font_paths(pytest.fail) == folders


def test_another_fonttools_prepares_another_file(cache: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    fonts.font_paths()
    monkeypatch.setattr("fontTools.version", "0.0.0")
    assert not is_prepared()


@pytest.mark.parametrize(
    ("fault", "expected"),
    [
        (OSError(errno.ENOSPC, "No space left on device"), fonts.FontError),
        (KeyboardInterrupt(), KeyboardInterrupt),
    ],
)
def test_interrupted_conversion_leaves_nothing(
    cache: Path, monkeypatch: pytest.MonkeyPatch, fault: BaseException, expected: type[BaseException]
) -> None:
    def stop(_descriptor: int) -> None:
        raise fault

    with monkeypatch.context() as patch:
        patch.setattr("os.fsync", stop)  # all is written, and nothing is in its place yet
        with pytest.raises(expected) as caught:
            fonts.font_paths()
    assert not [path for path in cache.rglob("*") if path.is_file()]
    assert not is_prepared()
    if expected is fonts.FontError:
        assert "No space left on device" in str(caught.value)
        assert "20 MB" in str(caught.value)
    assert fonts.font_paths()
    assert is_prepared()


def test_part_of_a_killed_process_is_not_taken_for_the_font(cache: Path) -> None:
    target = fonts._cache_file(fonts._song_source())
    target.parent.mkdir(parents=True)
    (target.parent / f"{target.stem}abc.part").write_bytes(b"half")
    assert not is_prepared()
    fonts.font_paths()
    assert target.read_bytes()[:4] == b"\x00\x01\x00\x00"


def test_cache_that_cannot_be_written_is_named_before_the_work(cache: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    cache.write_text("a file where a folder should be")
    monkeypatch.setattr(fonts, "truetype_outlines", pytest.fail)
    with pytest.raises(fonts.FontError, match="XDG_CACHE_HOME"):
        fonts.font_paths()


@pytest.mark.parametrize(
    ("module", "distribution"),
    [("justmytype_intl_cjk", "justmytype-intl-cjk"), ("pylopdf_fonts_zh_cn", "pylopdf-fonts-zh-cn")],
)
def test_missing_package_is_named_with_what_to_do(
    monkeypatch: pytest.MonkeyPatch, module: str, distribution: str
) -> None:
    found = fonts.importlib.util.find_spec
    monkeypatch.setattr("importlib.util.find_spec", lambda name: None if name == module else found(name))
    with pytest.raises(fonts.FontError, match=f"pip install {distribution}"):
        fonts.font_paths()


def test_file_that_is_no_font_is_an_error_and_no_traceback(tmp_path: Path) -> None:
    path = tmp_path / "broken.otf"
    path.write_bytes(b"OTTO but no more")
    with pytest.raises(fonts.FontError, match=r"broken\.otf"):
        fonts.truetype_outlines(path, silent)


def test_truetype_font_is_not_converted_again(small_font: Path, tmp_path: Path) -> None:
    path = tmp_path / "done.ttf"
    path.write_bytes(fonts.truetype_outlines(small_font, silent))
    with pytest.raises(fonts.FontError, match="CFF"):
        fonts.truetype_outlines(path, silent)


def test_glyph_without_outline_stays_empty(small_font: Path) -> None:
    font = TTFont(io.BytesIO(fonts.truetype_outlines(small_font, silent)))
    pen = RecordingPen()
    font.getGlyphSet()[font.getBestCmap()[ord(" ")]].draw(pen)
    assert pen.value == []
