// A real browser on the pages of the real binary.
//
// The server is named by LINCHPIN_BASE_URL and LINCHPIN_TOKEN, and LINCHPIN_SETUP_URL is its link for the first person;
// `cargo xtask test` sets them. LINCHPIN_SCREENSHOTS names a folder for pictures of the pages.

import puppeteer from 'puppeteer-core';

export const baseUrl = process.env.LINCHPIN_BASE_URL.replace(/\/$/, '');
export const setupUrl = process.env.LINCHPIN_SETUP_URL;
export const token = process.env.LINCHPIN_TOKEN;

/** Who runs the account. */
export const admin = { email: 'admin@example.org', password: 'correct horse battery' };

/** Runs `visit` with a page of a browser that nobody used before. */
export async function browse(visit) {
  const args = ['--no-sandbox', '--disable-dev-shm-usage'];
  const browser = await puppeteer.launch({ executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium', args });
  try {
    const page = await browser.newPage();
    page.setDefaultTimeout(30_000);
    await visit(page);
  } finally {
    await browser.close();
  }
}

/** Fills fields by their labels' ids, presses the button with these words, and waits for the next page. */
export async function submit(page, fields, words) {
  for (const [id, value] of Object.entries(fields)) {
    await page.$eval(`#${id}`, (field) => { field.value = ''; });
    await page.type(`#${id}`, value);
  }
  await Promise.all([page.waitForNavigation(), page.click(`::-p-xpath(//button[normalize-space()="${words}"])`)]);
}

/** Keeps a picture of a page, for people who look at how it looks. */
export async function picture(page, name) {
  const folder = process.env.LINCHPIN_SCREENSHOTS;
  if (folder) await page.screenshot({ path: `${folder}/${name}.png`, fullPage: true });
}

/** A call of the API with a token. */
export async function call(method, path, body, accessToken = token) {
  const headers = { authorization: `Bearer ${accessToken}` };
  if (body) headers['content-type'] = 'application/json';
  return fetch(`${baseUrl}${path}`, { method, headers, body: body && JSON.stringify(body) });
}
