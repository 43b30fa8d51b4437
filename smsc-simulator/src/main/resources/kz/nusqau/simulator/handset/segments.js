// How a phone would encode a text and how many parts that takes: 160/153 septets of
// GSM 03.38, or 70/67 characters of UCS2, never cutting a character in two.
'use strict';

const segments = (() => {
  const BASIC = new Set(
    '@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !"#¤%&\'()*+,-./0123456789:;<=>?' +
      '¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà');
  const EXTENDED = new Set('\f^{}\\[~]|€');

  function of(text) {
    const characters = [...text];
    const gsm = characters.every((c) => BASIC.has(c) || EXTENDED.has(c));
    const units = (c) => (gsm ? (EXTENDED.has(c) ? 2 : 1) : c.length);
    const total = characters.reduce((sum, c) => sum + units(c), 0);
    const single = gsm ? 160 : 70;
    if (total <= single) {
      return { encoding: gsm ? 'GSM-7' : 'UCS-2', parts: 1, used: total, room: single };
    }
    const perPart = gsm ? 153 : 67;
    let parts = 1;
    let used = 0;
    for (const c of characters) {
      if (used + units(c) > perPart) {
        parts++;
        used = 0;
      }
      used += units(c);
    }
    return { encoding: gsm ? 'GSM-7' : 'UCS-2', parts, used, room: perPart };
  }

  return { of };
})();
