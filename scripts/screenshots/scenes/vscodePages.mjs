// Pages of VS Code's own that show what is ours: settings and walkthrough.

export async function vscodePages({ code, page, say, size, restMouse, clear, picture }) {
  await size(1040, 900);
  await code.command('Preferences: Open Settings (UI)');
  await page
    .locator(
      '.settings-editor .suggest-input-container .inputarea, .settings-editor .suggest-input-container .native-edit-context',
    )
    .first()
    .focus();
  await page.keyboard.type('@ext:go-proxy-doctor.go-proxy-doctor');
  await page.locator('.settings-editor .setting-item-label', { hasText: 'Goproxy' }).first().waitFor();
  await page.evaluate(() => document.activeElement.blur()); // no suggestions
  await restMouse();
  await picture('settings');
  await clear();

  await code.command('Welcome: Open Walkthrough...');
  await page
    .locator('.quick-input-list .monaco-list-row', { hasText: say('Go modules', 'Go 模块') })
    .first()
    .click();
  await page
    .locator('.getting-started-media img, .gettingStartedDetailsContent .getting-started-media')
    .first()
    .waitFor();
  await restMouse();
  await picture('walkthrough');
  await clear();
}
