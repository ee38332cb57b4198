# Opens report.html in Chromium, light and dark: filters, keys, print, requests, accessibility and size.
import gzip
import sys

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import sync_playwright

wrong = []


def expect(holds, words):
    if not holds:
        wrong.append(words)


def shown(page):
    return int(page.locator("form output").inner_text().split()[0])


def filters(page, total):
    expect(shown(page) == total, "all findings are shown at first")
    for name in ["category", "route", "tier"]:
        values = page.eval_on_selector_all(f"select[name={name}] option", "all => all.map(o => o.value)")
        counts = []
        for value in values[1:]:
            page.select_option(f"select[name={name}]", value)
            counts.append(shown(page))
        # Every finding has one category and one tier; of routes it may have none or many.
        expect(name == "route" or sum(counts) == total, f"{name} filters: {counts} of {total}")
        expect(all(0 < count <= total for count in counts) or name == "tier", f"{name} filters: {counts}")
        page.select_option(f"select[name={name}]", "")
    page.fill("input[name=words]", "no finding says this")
    expect(shown(page) == 0, "words filter")
    page.click("input[type=reset]")
    page.wait_for_timeout(100)
    expect(shown(page) == total, "reset shows all")


def keys(page, total):
    opened = page.locator(".finding[open]")
    page.evaluate("document.activeElement.blur()")
    page.keyboard.press("j")
    page.keyboard.press("Enter")
    expect(opened.count() == 1, "j and Enter open one")
    page.keyboard.press("e")
    expect(opened.count() == total, "e opens all")
    page.keyboard.press("c")
    expect(opened.count() == 0, "c closes all")
    page.keyboard.press("/")
    expect(page.evaluate("document.activeElement.name") == "words", "/ goes to the search")


def judge(browser, path, scheme):
    context = browser.new_context(color_scheme=scheme, viewport={"width": 1200, "height": 900})
    page = context.new_page()
    requests, complaints = [], []
    page.on("request", lambda request: requests.append(request.url))
    page.on("console", lambda message: complaints.append(message.text))
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.goto(f"file://{path}")
    total = page.locator(".finding").count()
    if total:
        filters(page, total)
        keys(page, total)
        page.locator(".finding summary").first.click()
    if total <= 60:
        violations = Axe().run(page).response["violations"]
        expect(not violations, f"{scheme}: axe finds {[v['id'] for v in violations]}")
    expect(len(page.pdf()) > 1000, "it prints")
    page.wait_for_timeout(300)
    expect([u for u in requests if not u.startswith(f"file://{path}")] == [], f"requests: {requests}")
    expect(not complaints, f"the console says {complaints}")
    context.close()
    return total


with sync_playwright() as playwright:
    browser = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=["--no-sandbox"])
    for path in sys.argv[1:]:
        totals = {judge(browser, path, scheme) for scheme in ["light", "dark"]}
        packed = len(gzip.compress(open(path, "rb").read(), 9))
        expect(packed <= 100_000 * max(1, max(totals) / 300), f"{path} takes {packed} bytes packed")
        print(f"{path}: {max(totals)} findings, {packed} bytes packed")
    browser.close()
print("\n".join(wrong))
sys.exit(1 if wrong else 0)
