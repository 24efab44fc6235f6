// Looks at pages as people do, and tells what is wrong with them: node look.mjs ADDRESS PAGES WORD FOLDER
// PAGES is a JSON object of names and paths; WORD is one that facts have; pictures of them go to FOLDER, if one is named.
import chromium from '@sparticuz/chromium';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { chromium as playwright } from 'playwright-core';

const [address, pages, word, folder] = process.argv.slice(2);
const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const LOOKS = [
  { name: 'light', viewport: { width: 1000, height: 800 }, colorScheme: 'light' },
  { name: 'dark', viewport: { width: 1000, height: 800 }, colorScheme: 'dark' },
  { name: 'phone', viewport: { width: 360, height: 740 }, colorScheme: 'light' },
];

const problems = [];
const browser = await playwright.launch({ executablePath: await chromium.executablePath(), args: ['--no-sandbox', '--disable-dev-shm-usage'], headless: true });

async function look(context, name, path, look) {
  const page = await context.newPage();
  const where = `${name}, ${look}`;
  page.on('console', (message) => { if (message.type() === 'error' && !/status of 404/.test(message.text())) problems.push(`${where}: ${message.text()}`); });
  page.on('pageerror', (error) => problems.push(`${where}: ${error}`));
  await page.goto(address + path);
  const { width, wide } = await page.evaluate(() => ({ width: innerWidth, wide: document.documentElement.scrollWidth }));
  if (wide > width) problems.push(`${where}: ${wide} wide on ${width}`);
  await page.evaluate(AXE);
  const { violations } = await page.evaluate(() => axe.run());
  for (const { id, nodes } of violations) problems.push(`${where}: ${id}: ${nodes.map((node) => node.html).join(' ')}`);
  if (folder) await page.screenshot({ path: `${folder}/${name}-${look}.png`, fullPage: false });
  await page.close();
}

async function byKeyboard(context) {
  const page = await context.newPage();
  await page.goto(address + '/');
  const focused = () => page.evaluate(() => document.activeElement.textContent || document.activeElement.name || document.activeElement.id);
  await page.keyboard.press('Tab');
  if (await focused() !== 'To the content') problems.push('the first stop is not the link to the content');
  await page.keyboard.press('Enter');
  if (await page.evaluate(() => document.activeElement.id) !== 'main') problems.push('that link does not lead there');
  await page.keyboard.press('Tab');
  await page.keyboard.type(word);
  await page.keyboard.press('Enter');
  await page.waitForURL((url) => url.searchParams.get('q') === word);
  if (!/^\d+ facts?/.test(await page.getByRole('status').innerText())) problems.push('it is not told how many facts were found');
  await page.getByRole('article').first().getByRole('link').first().focus();
  await page.keyboard.press('Enter');
  await page.waitForURL(/\/facts\//);
  await page.goto(address + '/timeline');
  const step = page.locator('svg a[aria-label*="facts"]').first();
  await step.focus();
  await page.keyboard.press('Enter');
  await page.waitForURL(/from=/);
  await page.close();
}

const colours = new Set();
for (const { name, ...options } of LOOKS) {
  const context = await browser.newContext(options);
  for (const [page, path] of Object.entries(JSON.parse(pages))) await look(context, page, path, name);
  const page = await context.newPage();
  await page.goto(address + '/');
  colours.add(await page.evaluate(() => getComputedStyle(document.body).backgroundColor));
  await page.close();
  if (name === 'light') await byKeyboard(context);
  if ((await context.cookies()).length > 0) problems.push('there are cookies');
  await context.close();
}
if (colours.size < 2) problems.push('light and dark are the same');
await browser.close();
console.log(JSON.stringify(problems));
