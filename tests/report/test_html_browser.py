"""The HTML report in a real browser: filters, marks, repeats, hostile posts, narrow screens.

Needs Chromium and its driver (in Debian the packages chromium and chromium-driver); without them these tests are skipped.
"""

import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from postlint.cli import main

if TYPE_CHECKING:
    from selenium.webdriver import Chrome

CHROMIUM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
DRIVER = shutil.which("chromedriver")
pytestmark = pytest.mark.skipif(not (CHROMIUM and DRIVER), reason="Chromium and chromedriver are not installed")

PARAGRAPH = (
    "梅雨の晴れ間には、窓を二か所あけて風の通り道をつくります。押し入れの戸も少しだけずらしておくと、"
    "奥にこもった湿気が夕方までに抜けていきます。"
)
HOSTILE = """
<script>window.owned = 1</script>
<img src="x" onerror="window.owned = 2">
"><svg onload="window.owned = 3">
</script><script>window.owned = 4</script>
</textarea></style></details><style>body { display: none }</style>
[押してください](javascript:window.owned=5)
<a href="javascript:window.owned=6">ここ</a> <iframe srcdoc="<script>parent.owned = 7</script>"></iframe>
""".strip()
POSTS = {
    "2026-06-10-湿気.md": f"---\ntitle: 梅雨の家事\n---\n\n{PARAGRAPH}\n\n布団は天気のよい日にまとめて干します。\n\n{PARAGRAPH}\n\n---END---\n",
    "hostile.md": f"---\ntitle: '\"><img src=x onerror=window.owned=8>'\ndate: 2026-05-01\n---\n\n{HOSTILE}\n\n---END---\n\n終わりです。\n",
    "long.md": "---\ntitle: t\n---\n\n" + "x" * 3000 + " ---END---\n\n" + "あ" * 3000 + "。---END---\n\nあとがきです。\n",
    "clean.md": "---\ntitle: 庭\n---\n\n今日は庭の草を抜きました。\n",
}


@pytest.fixture(scope="module")
def chrome(tmp_path_factory: pytest.TempPathFactory) -> "Iterator[Chrome]":
    selenium = pytest.importorskip("selenium.webdriver", reason="selenium is not installed")
    from selenium.webdriver.chrome.service import Service

    options = selenium.ChromeOptions()
    options.binary_location = CHROMIUM
    profile = tmp_path_factory.mktemp("profile")
    for argument in ("--headless=new", "--no-sandbox", "--disable-dev-shm-usage", "--disable-gpu", f"--user-data-dir={profile}"):
        options.add_argument(argument)
    options.set_capability("goog:loggingPrefs", {"browser": "ALL"})
    browser = selenium.Chrome(options=options, service=Service(DRIVER))
    yield browser
    browser.quit()


@pytest.fixture(scope="module", params=["en", "ja"])
def page(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The page that the command line writes about POSTS, in either language."""
    folder = tmp_path_factory.mktemp(f"site-{request.param}")
    for name, text in POSTS.items():
        (folder / name).write_text(text, "utf-8")
    file, config = folder / "report.html", folder / "postlint.yml"
    config.write_text("rules: {stray-marker: {severity: warning}}\n", "utf-8")
    assert main(["check", "--config", str(config), "--quiet", "--lang", request.param, "--output", f"html={file}", str(folder)]) == 1
    return file


@pytest.fixture
def browser(chrome: "Chrome", page: Path) -> "Chrome":
    """The page as it opens on a desk."""
    _screen(chrome, 1280, 900)
    chrome.get_log("browser")  # type: ignore[no-untyped-call]
    chrome.get("about:blank")
    chrome.get(page.as_uri())
    return chrome


def _screen(chrome: "Chrome", width: int, height: int) -> None:
    size = {"width": width, "height": height, "deviceScaleFactor": 1, "mobile": width < 500}
    chrome.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", size)


def _do(chrome: "Chrome", script: str, *arguments: object) -> Any:
    return chrome.execute_script(script, *arguments)


def _shown_posts(chrome: "Chrome") -> list[str]:
    posts = chrome.find_elements("css selector", "details.post .path")
    return [Path(post.text).name for post in posts if post.is_displayed()]


def _open(chrome: "Chrome", name: str) -> Any:
    post = next(p for p in chrome.find_elements("css selector", "details.post") if p.find_element("class name", "path").text.endswith(name))
    post.find_element("tag name", "summary").click()
    return post


def _choose(chrome: "Chrome", name: str, value: str) -> None:
    chrome.find_element("css selector", f"#{name} option[value='{value}']").click()


def test_the_page_opens_without_a_complaint(browser: "Chrome") -> None:
    assert browser.get_log("browser") == []  # type: ignore[no-untyped-call]
    assert _do(browser, "return document.compatMode") == "CSS1Compat"


def test_a_rule_narrows_posts_findings_and_marks(browser: "Chrome") -> None:
    assert set(_shown_posts(browser)) == {"2026-06-10-湿気.md", "hostile.md", "long.md"}
    before = browser.find_element("id", "shown").text
    _choose(browser, "rule", "repeated-paragraph")
    assert _shown_posts(browser) == ["2026-06-10-湿気.md"]
    assert browser.find_element("id", "shown").text != before
    post = _open(browser, "湿気.md")
    assert [f.is_displayed() for f in post.find_elements("css selector", "li[data-r='stray-marker']")] == [False]
    assert {m.text for m in post.find_elements("css selector", ".body mark:not(.off)")} == {PARAGRAPH}
    assert [m.text for m in post.find_elements("css selector", ".body mark.off")] == ["---END---"]
    browser.find_element("css selector", "#filters button").click()
    _until(browser, "return document.querySelectorAll('.body mark.off').length === 0")
    assert len(_shown_posts(browser)) == 3


def _until(chrome: "Chrome", script: str) -> None:
    from selenium.webdriver.support.wait import WebDriverWait

    WebDriverWait(chrome, 10, poll_frequency=0.02).until(lambda _: _do(chrome, script))


def test_a_file_is_found_by_any_spelling_of_its_name(browser: "Chrome") -> None:
    search = browser.find_element("id", "search")
    search.send_keys("ＨＯＳＴ")
    assert _shown_posts(browser) == ["hostile.md"]
    search.clear()
    search.send_keys("湿気")
    assert _shown_posts(browser) == ["2026-06-10-湿気.md"]
    search.send_keys("のない名前")
    assert _shown_posts(browser) == []
    assert browser.find_element("id", "nothing").is_displayed()


def test_a_severity_narrows_them_too(browser: "Chrome") -> None:
    _choose(browser, "severity", "e")
    assert _shown_posts(browser) == ["2026-06-10-湿気.md"]
    _choose(browser, "severity", "w")
    assert len(_shown_posts(browser)) == 3


def test_the_name_of_a_rule_in_the_table_chooses_it(browser: "Chrome") -> None:
    browser.find_element("css selector", "a[data-rule='repeated-paragraph']").click()
    assert _shown_posts(browser) == ["2026-06-10-湿気.md"]


def test_a_repeat_stands_beside_its_original_and_both_are_marked(browser: "Chrome") -> None:
    post = _open(browser, "湿気.md")
    left, right = post.find_elements("css selector", ".pair figure")
    assert left.rect["y"] == right.rect["y"]
    assert left.rect["x"] + left.rect["width"] <= right.rect["x"]
    assert [side.find_element("class name", "t").text for side in (left, right)] == [PARAGRAPH, PARAGRAPH]
    marks = {kind: [m.text for m in post.find_elements("css selector", f".body mark.{kind}")] for kind in "oew"}
    assert marks == {"o": [PARAGRAPH], "e": [PARAGRAPH], "w": ["---END---"]}


def test_a_link_leads_to_the_mark_and_back_with_the_keyboard_alone(browser: "Chrome") -> None:
    from selenium.webdriver.common.keys import Keys

    browser.find_element("css selector", "details.post summary").send_keys(Keys.ENTER)
    link = browser.find_element("css selector", "details.post[open] .what a")
    link.send_keys(Keys.ENTER)
    target = _do(browser, "return document.querySelector(':target')")
    assert target.get_attribute("class").split()[0] == "no"
    target.send_keys(Keys.ENTER)
    assert _do(browser, "return document.querySelector(':target').tagName") == "LI"


def test_a_link_from_elsewhere_opens_the_post_it_leads_into(browser: "Chrome", page: Path) -> None:
    browser.get("about:blank")
    browser.get(page.as_uri() + "#m2-1")
    assert _do(browser, "return document.getElementById('p2').open")


def test_nothing_in_a_post_is_executed_and_all_of_it_is_shown(browser: "Chrome") -> None:
    post = _open(browser, "hostile.md")
    assert HOSTILE in post.find_element("css selector", ".body .t").text
    assert '"><img src=x onerror=window.owned=8>' in post.find_element("class name", "title").text
    assert _do(browser, "return window.owned === undefined")
    assert _do(browser, "return document.querySelectorAll('img, iframe, .t script, .t svg, a[href^=javascript]').length") == 0
    assert browser.get_log("browser") == []  # type: ignore[no-untyped-call]


def test_even_a_script_that_got_into_the_page_would_not_run(browser: "Chrome") -> None:
    _do(
        browser,
        "const s = document.createElement('script'); s.textContent = 'window.owned = 9'; document.body.append(s);"
        "const d = document.createElement('div'); d.innerHTML = '<img src=x onerror=\"window.owned = 10\">'; document.body.append(d);",
    )
    assert _do(browser, "return window.owned === undefined")
    assert any("Content Security Policy" in entry["message"] for entry in browser.get_log("browser"))  # type: ignore[no-untyped-call]


@pytest.mark.parametrize(("width", "height"), [(1280, 900), (390, 844)])
def test_nothing_runs_off_the_screen(browser: "Chrome", width: int, height: int) -> None:
    _screen(browser, width, height)
    _do(browser, "document.querySelectorAll('details').forEach((d) => { d.open = true; })")
    inner, room, needed = _do(browser, "const e = document.documentElement; return [innerWidth, e.clientWidth, e.scrollWidth]")
    assert inner == width
    assert needed == room
    if folder := os.environ.get("POSTLINT_SCREENSHOTS"):
        language = _do(browser, "return document.documentElement.lang")
        (Path(folder) / f"report-{language}-{width}.png").write_bytes(browser.get_screenshot_as_png())


def test_on_a_telephone_the_original_stands_above_the_repeat(browser: "Chrome") -> None:
    _screen(browser, 390, 844)
    left, right = _open(browser, "湿気.md").find_elements("css selector", ".pair figure")
    assert left.rect["x"] == right.rect["x"]
    assert left.rect["y"] + left.rect["height"] <= right.rect["y"]


def test_without_scripts_the_page_is_a_plain_list(chrome: "Chrome", page: Path) -> None:
    chrome.execute_cdp_cmd("Emulation.setScriptExecutionDisabled", {"value": True})
    try:
        chrome.get(page.as_uri())
        assert not chrome.find_element("id", "filters").is_displayed()
        assert len(_shown_posts(chrome)) == 3
        post = _open(chrome, "湿気.md")
        assert len(post.find_elements("css selector", ".found > li")) == 2
    finally:
        chrome.execute_cdp_cmd("Emulation.setScriptExecutionDisabled", {"value": False})


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_text_stands_out_from_what_is_behind_it(browser: "Chrome", scheme: str) -> None:
    browser.execute_cdp_cmd("Emulation.setEmulatedMedia", {"features": [{"name": "prefers-color-scheme", "value": scheme}]})
    _open(browser, "湿気.md")
    poor = _do(browser, _CONTRAST)
    browser.execute_cdp_cmd("Emulation.setEmulatedMedia", {"features": []})
    assert poor == []


# The texts whose contrast is under 4.5 : 1 (WCAG 2 AA), as [text, ratio].
_CONTRAST = """
const channels = (color) => color.match(/[0-9.]+/g).map(Number);
const light = (color) => {
  const [r, g, b] = channels(color).map((c) => (c / 255 <= 0.03928 ? c / 255 / 12.92 : ((c / 255 + 0.055) / 1.055) ** 2.4));
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
};
const behind = (node) => {
  for (let at = node; at; at = at.parentElement) {
    const color = getComputedStyle(at).backgroundColor;
    if (channels(color)[3] !== 0) return color;
  }
  return 'rgb(255, 255, 255)';
};
const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
const poor = [];
while (walker.nextNode()) {
  const node = walker.currentNode.parentElement;
  if (!walker.currentNode.data.trim() || !node.checkVisibility() || node.closest('svg, script, select')) continue;
  const pair = [light(getComputedStyle(node).color), light(behind(node))].sort((a, b) => b - a);
  const ratio = (pair[0] + 0.05) / (pair[1] + 0.05);
  if (ratio < 4.5) poor.push([walker.currentNode.data.trim().slice(0, 40), ratio]);
}
return poor;
"""
