"""What does not fit on a page, measured in the browser: boxes of text against their frames and against each other."""

from __future__ import annotations

# Every sentence it returns names a text and what is wrong with it; an empty list means that all of it stands clear.
# A box of text is taken as high as its type: the line's own space above and below may touch a neighbour.
MAP = """() => {
  const wrong = [], svg = document.getElementById('map'), scale = svg.getScreenCTM().a;
  const box = e => e.getBoundingClientRect();
  const word = e => {
    const b = box(e), spare = Math.max(0, (b.height - parseFloat(getComputedStyle(e).fontSize) * scale) / 2);
    return {left: b.left, right: b.right, top: b.top + spare, bottom: b.bottom - spare};
  };
  const meet = (a, b, by = 1) => a.left < b.right - by && b.left < a.right - by && a.top < b.bottom - by && b.top < a.bottom - by;
  const inside = (a, b, by = 1) => a.left >= b.left - by && a.right <= b.right + by && a.top >= b.top - by && a.bottom <= b.bottom + by;
  const say = (what, e) => wrong.push(what + ': ' + (e.textContent || e.getAttribute('class')));
  const chips = [...svg.querySelectorAll('.c')].map(c => ({
    frame: box(c.querySelector('.x')),
    words: [...c.querySelectorAll('.n tspan, .n:not(:has(tspan)), .u, .q')],
    badges: [...c.querySelectorAll('.b')], star: c.querySelector('.star'),
  }));
  chips.forEach((c, i) => {
    const words = c.words.map(word);
    words.forEach((w, k) => {
      if (!inside(w, c.frame)) say('runs over its chip', c.words[k]);
      words.slice(0, k).forEach(o => { if (meet(w, o)) say('lies on another word of its chip', c.words[k]); });
      if (c.star && meet(w, box(c.star))) say('lies under the star', c.words[k]);
      c.badges.forEach(b => { if (meet(w, box(b), 1.6)) say('lies under a corner letter', c.words[k]); });
    });
    c.badges.forEach(b => chips.forEach((o, k) => {
      if (k !== i && meet(box(b), o.frame, 1.6)) say('corner letter lies on another chip', b);
    }));
  });
  svg.querySelectorAll('.s').forEach(s => {
    const arrow = box(s.querySelector('.sh'));
    s.querySelectorAll('.sl text').forEach(t => {
      if (t.getClientRects().length && !inside(box(t), arrow, 2)) say('runs over its stage', t);
    });
  });
  svg.querySelectorAll('.p').forEach(p => {
    if (!inside(word(p.querySelector('.pt')), box(p.querySelector('.pb')))) say('runs over its panel', p);
  });
  svg.querySelectorAll('.hr').forEach(r => {
    if (meet(word(r.querySelector('.hn')), word(r.querySelector('.q')))) say('lies on its points', r);
  });
  return wrong;
}"""
# header, legend, tools and side panel: nothing beyond the window, nothing wider than what holds it, nothing on its neighbour
FRAME = """() => {
  const wrong = [], box = e => e.getBoundingClientRect(), seen = e => e.getClientRects().length > 0;
  const say = (what, e) => wrong.push(what + ': ' + e.tagName + ' ' + (e.textContent || e.id).slice(0, 40));
  const all = (css, root = document) => [...root.querySelectorAll(css)].filter(seen);
  const width = document.documentElement.clientWidth;
  if (document.documentElement.scrollWidth > innerWidth) wrong.push('the page is wider than the window');
  const parts = all('h1, .facts span, .tools > *, .find input, .legend button, .legend .lb, .hint, .note, .status, .views button');
  parts.forEach(e => { const b = box(e); if (b.left < -0.5 || b.right > width + 0.5) say('beyond the window', e); });
  const plain = parts.filter(e => !e.matches('.find input'));
  plain.forEach((e, i) => plain.slice(0, i).forEach(o => {
    const a = box(e), b = box(o);
    if (!e.contains(o) && !o.contains(e) && a.left < b.right - 1 && b.left < a.right - 1 && a.top < b.bottom - 2 && b.top < a.bottom - 2)
      say('lies on ' + (o.textContent || o.id).slice(0, 20), e);
  }));
  const side = document.getElementById('side');
  if (side && seen(side)) {
    const held = box(side);
    if (held.right > width + 0.5 || held.left < -0.5) wrong.push('the side panel is beyond the window');
    if (side.scrollWidth > side.clientWidth + 1) wrong.push('the side panel is wider than itself');
    all('h2, h3, p, li, dt, dd, td, summary, button', side).forEach(e => {
      if (box(e).right > held.right + 0.5) say('beyond the side panel', e);
    });
  }
  all('button, summary, input').forEach(e => {
    if (e.scrollWidth > e.clientWidth + 1 && getComputedStyle(e).overflowX !== 'visible' && !e.matches('input')) say('cut', e);
  });
  return wrong;
}"""
