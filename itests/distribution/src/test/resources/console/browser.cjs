'use strict';

// What a person does with the web console, one step after the other, and what is to be seen then. Pictures of the guide are
// written to the working directory, where the modules are that are uploaded. Ends with a status other than 0 if anything is wrong.

const assert = require('node:assert');
const { chromium } = require(process.env.PLAYWRIGHT);

const ROOT = process.env.ROOT;
const PAGES = `${ROOT}system/console/tagalong`;
const LOGIN = { username: 'admin', password: process.env.PASSWORD };
const SIZE = { width: 1120, height: 760 };

const outside = [];
const complaints = [];
const expected = [/status of 403/, /status of 404/, /status of 409/];

/** A window that notes every request that leaves the server, and every complaint. */
async function open(browser, options) {
  const context = await browser.newContext({ viewport: SIZE, reducedMotion: 'reduce', ...options });
  await context.route('**/*', (route) => {
    const address = route.request().url();
    if (!address.startsWith(ROOT) && !address.startsWith('data:')) {
      outside.push(address);
      return route.abort();
    }
    return route.continue();
  });
  const page = await context.newPage();
  page.on('console', (message) => {
    if (!expected.some((e) => e.test(message.text()))) {
      complaints.push(message.text());
    }
  });
  page.on('pageerror', (error) => complaints.push(String(error)));
  page.setDefaultTimeout(20000);
  return page;
}

async function say(step) {
  process.stdout.write(`${step}\n`);
}

const moduleLink = (page, name) => page.locator('#modules tbody th a', { hasText: new RegExp(`^${name}$`) });

async function call(page, ...values) {
  const fields = page.locator('#calling input[name=argument]');
  await page.waitForFunction((n) => document.querySelectorAll('#calling input[name=argument]').length === n, values.length);
  for (let i = 0; i < values.length; i++) {
    await fields.nth(i).fill(String(values[i]));
  }
  const before = await page.locator('#outcome pre').count();
  await page.locator('#calling form button').click();
  await page.waitForFunction((n) => document.querySelectorAll('#outcome pre').length > n, before);
  return page.locator('#outcome pre').first().textContent();
}

async function upload(page, file) {
  await page.locator('#uploaded').evaluate((e) => {
    e.className = '';
  });
  await page.setInputFiles('form[data-upload] input', file);
  await page.locator('form[data-upload] button').click();
  await page.locator('#uploaded.good, #uploaded.bad').waitFor();
  return page.locator('#uploaded').textContent();
}

async function withoutPassword(browser) {
  say('without a password nothing is shown');
  for (const credentials of [undefined, { username: 'admin', password: 'admin' }]) {
    const page = await open(browser, { httpCredentials: credentials });
    const [response] = await Promise.all([page.waitForResponse(PAGES), page.goto(PAGES).catch(() => null)]);
    assert.strictEqual(response.status(), 401);
    if (credentials) {
      assert.strictEqual(await page.locator('h1').textContent(), 'User and password');
      assert.strictEqual(await page.locator('a').getAttribute('href'), '/system/console/tagalong');
    }
    await page.context().close();
  }
  complaints.length = 0;
}

async function list(page) {
  say('the list shows libraries and programs');
  await page.goto(PAGES);
  for (const name of ['math.wasm', 'main.wasm', 'hello.wasm']) {
    await moduleLink(page, name).waitFor();
  }
  assert.strictEqual(await page.locator('#modules .state.bad').count(), 0);
}

async function uploads(page) {
  say('files are uploaded, and refused');
  assert.match(await upload(page, 'sum.wasm'), /sum\.wasm is deployed/);
  await moduleLink(page, 'sum.wasm').waitFor();
  assert.match(await upload(page, 'broken.wasm'), /broken\.wasm is no module that can be run/);
  assert.match(await upload(page, 'left-1.1.0.wasm'), /installed, but not started: nobody provides .*base\.wasm/);
  assert.match(await page.locator('#modules .why').first().textContent(), /nobody provides/);
}

async function graph(page) {
  say('the graph shows what is missing, and that it has come');
  await page.goto(`${PAGES}/graph`);
  await page.locator('svg.graph .node.bad').first().waitFor();
  const other = await page.context().newPage();
  await other.goto(PAGES);
  assert.match(await upload(other, 'base-1.0.0.wasm'), /base-1\.0\.0\.wasm is deployed/);
  assert.match(await upload(other, 'right-2.0.0.wasm'), /right-2\.0\.0\.wasm is deployed/);
  await other.close();
  // The page that was open sees it by itself.
  await page.waitForFunction(() => document.querySelector('svg.graph .node.bad') === null);
  await page.waitForFunction(() => document.querySelectorAll('svg.graph .edge.needs').length === 2);
  assert.strictEqual(await page.locator('svg.graph .node').count(), 3);
  assert.deepStrictEqual(
    (await page.locator('.plainlist li').allTextContents()).sort(),
    ['left.wasm needs base.wasm', 'right.wasm needs base.wasm'],
  );
  await page.screenshot({ path: 'console-graph.png', clip: { x: 0, y: 0, width: SIZE.width, height: 420 } });
}

async function calls(page) {
  say('functions are called');
  await page.goto(PAGES);
  await moduleLink(page, 'sum.wasm').click();
  await page.locator('table.plain a', { hasText: /^add$/ }).click();
  assert.strictEqual(await call(page, 2, 3), '5');
  assert.match(await call(page, 2, 'x'), /argument 2 is not an i32: 'x'/);
  await page.locator('table.plain a', { hasText: /^trap$/ }).click();
  assert.match(await call(page), /^unreachable\s+at sum\.wasm!trap \(func 1/);
  await page.locator('#running details summary', { hasText: 'unreachable' }).waitFor();
  await page.locator('table.plain a', { hasText: /^spin$/ }).click();
  await page.locator('#calling input[name=seconds]').fill('1');
  assert.match(await call(page), /the deadline of 1000 ms has passed/);
}

async function programs(page) {
  say('programs are run');
  await page.goto(PAGES);
  await moduleLink(page, 'hello.wasm').click();
  await page.locator('textarea[name=arguments]').fill('one\ntwo words');
  await page.getByRole('button', { name: 'Run', exact: true }).click();
  await page.locator('#ran pre').waitFor();
  assert.match(await page.locator('#ran pre').textContent(), /argv\[2\] = two words\n[^]*exit status \d+$/);
}

async function code(page) {
  say('code is shown');
  await page.getByLabel('Code of add').click();
  await page.locator('pre.listing', { hasText: 'i32.add' }).waitFor();
  await page.goBack();
}

async function charts(page) {
  say('charts move');
  await page.goto(PAGES);
  await moduleLink(page, 'counter.wasm').click();
  const top = () => page.locator('[data-series=memory] output').textContent();
  await page.waitForFunction(() => document.querySelector('[data-series=memory] output').textContent === '0 B');
  await page.locator('button.open').click();
  await page.locator('button.close').waitFor();
  await page.waitForFunction(() => document.querySelector('[data-series=memory] output').textContent !== '0 B');
  assert.strictEqual(await top(), '128 KiB');
  await page.locator('table.plain a', { hasText: /^increment$/ }).click();
  const line = () => page.locator('[data-series=calls] polyline').last().getAttribute('points');
  await page.locator('[data-series=calls] polyline').last().waitFor({ state: 'attached' });
  const before = await line();
  for (let i = 1; i <= 3; i++) {
    assert.strictEqual(await call(page), String(i));
  }
  await page.waitForFunction(
    () => Array.from(document.querySelectorAll('[data-cell="sum/Calls from Java"]')).every((c) => c.textContent === '3'),
  );
  await page.waitForFunction(
    (was) => {
      const points = Array.from(document.querySelectorAll('[data-series=calls] polyline')).pop().getAttribute('points');
      return points !== was && new Set(points.split(' ').map((p) => p.split(',')[1])).size > 1;
    },
    before,
  );
  // Enough for a line in the pictures.
  await page.waitForTimeout(6500);
  await page.evaluate(() => scrollTo(0, 0));
  await page.screenshot({ path: 'console-module.png' });
  await page.goto(PAGES);
  await page.locator('.state.good').waitFor();
  await page.waitForTimeout(8500);
  await page.screenshot({ path: 'console-plugins.png', clip: { x: 0, y: 0, width: SIZE.width, height: 620 } });
}

async function stopping(page) {
  say('a plugin is stopped, started, and goes while it is shown');
  await page.goto(PAGES);
  await moduleLink(page, 'sum.wasm').click();
  await page.locator('button.stop').click();
  await page.locator('#head .notice', { hasText: 'The bundle is stopped' }).waitFor();
  await page.locator('button.start').click();
  await page.locator('button.stop').waitFor();
  await page.locator('table.plain a', { hasText: /^add$/ }).click();
  assert.strictEqual(await call(page, 20, 22), '42');

  const other = await page.context().newPage();
  await other.goto(page.url());
  await other.locator('summary', { hasText: 'Uninstall' }).click();
  await other.locator('button.uninstall').click();
  await other.waitForURL(PAGES);
  assert.strictEqual(await moduleLink(other, 'sum.wasm').count(), 0);
  await other.close();

  await page.locator('#lost', { hasText: /There is no bundle \d+ with modules/ }).waitFor();
  await page.locator('#calling form button').click();
  await page.locator('#outcome pre', { hasText: /There is no bundle \d+ with modules/ }).waitFor();
}

async function forgeries(page, browser) {
  say('forged requests are refused');
  await page.goto(PAGES);
  const status = await page.evaluate(async (address) => {
    const response = await fetch(`${address}/stop`, { method: 'POST', body: new URLSearchParams({ bundle: '1', token: '0' }) });
    return response.status;
  }, PAGES);
  assert.strictEqual(status, 403);

  // A page of another origin, with the right token even: 127.0.0.1 is not localhost.
  const token = await page.locator('main').getAttribute('data-token');
  const elsewhere = await open(browser, { httpCredentials: LOGIN });
  const origin = ROOT.replace('127.0.0.1', 'localhost');
  await elsewhere.context().unroute('**/*');
  await elsewhere.route(`${origin}**`, (route) =>
    route.fulfill({
      contentType: 'text/html',
      body: `<form method="post" action="${PAGES}/stop"><input name="token" value="${token}"><input name="bundle" value="1"></form>`,
    }),
  );
  await elsewhere.goto(origin);
  const [response] = await Promise.all([
    elsewhere.waitForResponse((r) => r.url() === `${PAGES}/stop`),
    elsewhere.evaluate(() => document.querySelector('form').submit()),
  ]);
  assert.strictEqual(response.status(), 403);
  await elsewhere.getByText('The request came from a page of another server').first().waitFor();
  await elsewhere.context().close();
}

async function looks(browser) {
  say('pages fit narrow screens, and have names for all that can be used');
  for (const [scheme, width] of [['dark', 390], ['light', 390], ['light', 375], ['dark', 1120]]) {
    const page = await open(browser, { httpCredentials: LOGIN, colorScheme: scheme, viewport: { width, height: 800 } });
    for (const path of ['', '/graph']) {
      await page.goto(PAGES + path);
      const wide = await page.evaluate(() => document.documentElement.scrollWidth);
      assert.ok(wide <= width, `${path || 'the list'} is ${wide} wide on a screen of ${width}`);
    }
    await page.goto(PAGES);
    const caption = await page.locator('#modules caption').boundingBox();
    assert.ok(caption.height < 60, `the caption is ${caption.height} high on a screen of ${width}`);
    await moduleLink(page, 'math.wasm').click();
    assert.ok((await page.evaluate(() => document.documentElement.scrollWidth)) <= width);
    const nameless = await page.evaluate(() =>
      Array.from(document.querySelectorAll('input:not([type=hidden]), button, a, svg[role=img]'))
        .filter((e) => !(e.textContent.trim() || e.getAttribute('aria-label') || e.labels?.length || e.getAttribute('aria-labelledby')))
        .map((e) => e.outerHTML),
    );
    assert.deepStrictEqual(nameless, []);
    if (scheme === 'dark' && width === 390) {
      await page.locator('table.plain a', { hasText: /^gcd$/ }).click();
      await call(page, 12, 18);
      await page.locator('#calling').scrollIntoViewIfNeeded();
      await page.screenshot({ path: 'console-narrow.png' });
    }
    await page.context().close();
  }
}

async function withoutScript(browser) {
  say('calls work without any script');
  const page = await open(browser, { httpCredentials: LOGIN, javaScriptEnabled: false });
  await page.goto(PAGES);
  await moduleLink(page, 'math.wasm').click();
  await page.locator('table.plain a', { hasText: /^gcd$/ }).click();
  await page.locator('input[name=argument]').nth(0).fill('12');
  await page.locator('input[name=argument]').nth(1).fill('18');
  await page.locator('#calling form button').click();
  assert.strictEqual(await page.locator('#outcome pre').textContent(), '6');
  await page.context().close();
}

(async () => {
  const browser = await chromium.launch({
    executablePath: process.env.CHROMIUM,
    args: ['--no-sandbox', '--disable-gpu', '--force-device-scale-factor=1', '--font-render-hinting=none'],
  });
  try {
    await withoutPassword(browser);
    const page = await open(browser, { httpCredentials: LOGIN });
    await list(page);
    await charts(page);
    await uploads(page);
    await graph(page);
    await calls(page);
    await code(page);
    await programs(page);
    await stopping(page);
    await forgeries(page, browser);
    await looks(browser);
    await withoutScript(browser);
    assert.deepStrictEqual(outside, [], 'requests left the server');
    assert.deepStrictEqual(complaints, [], 'the browser complained');
  } finally {
    await browser.close();
  }
})().catch((error) => {
  process.stdout.write(`${error.stack}\n`);
  process.exitCode = 1;
});
