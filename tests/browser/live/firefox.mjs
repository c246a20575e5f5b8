// Drives Firefox for the tests: one JSON command a line on standard input, one answer a line.
// Commands: {op: open|run|type|press|click|size|requests|close, …}; `run` evaluates an expression.
import readline from 'node:readline';
import puppeteer from 'puppeteer-core';

const browser = await puppeteer.launch({
  browser: 'firefox', executablePath: process.argv[2], headless: true,
  extraPrefsFirefox: {'browser.cache.disk.enable': false},
});
const page = await browser.newPage();
const requests = [];
const errors = [];
page.on('request', (request) => requests.push(request.url()));
page.on('pageerror', (error) => errors.push(String(error)));

const commands = {
  open: ({url}) => page.goto(url, {waitUntil: 'domcontentloaded'}).then(() => true),
  run: ({code}) => page.evaluate(code),
  type: async ({selector, text}) => {
    await page.waitForSelector(selector, {visible: true, timeout: 20000});
    await page.focus(selector);
    await page.keyboard.type(text);
    return true;
  },
  click: async ({selector}) => {
    await page.waitForSelector(selector, {visible: true, timeout: 20000});
    await page.click(selector);
    return true;
  },
  size: ({width, height}) => page.setViewport({width, height}).then(() => true),
  requests: () => ({requests, errors}),
};

for await (const line of readline.createInterface({input: process.stdin})) {
  const {op, ...args} = JSON.parse(line);
  if (op === 'close') break;
  let answer;
  try {
    answer = {value: await commands[op](args)};
  } catch (error) {
    answer = {error: String(error?.message ?? error)};
  }
  console.log(JSON.stringify(answer));
}
await browser.close();
process.exit(0);
