(function () {
'use strict';
var D = JSON.parse(document.getElementById('data').textContent), W = D.words, M = D.metrics, N = D.names, S = D.segments;
var LEAST = 0.92;  // of 12 px: no text under 11 px
var NS = 'http://www.w3.org/2000/svg';
function $(id) { return document.getElementById(id); }
var svg = $('map'), field = $('field'), side = $('side'), tip = $('tip'), layer = $('edges'), search = $('search'), found = $('found');
var chips = S.map(function (_, i) { return $('s' + i); });
var current = '', drawn = null, places = [], selected = -1, hovered = -1, deep = false, only = {}, matches = null, mode = '', last = 0, hitAt = -1;
var ups = S.map(function () { return []; }), downs = S.map(function () { return []; });
D.feeds[0].forEach(function (a, k) { var b = D.feeds[1][k]; downs[a].push([b, k]); ups[b].push([a, k]); });

function el(name, cls, words) {
  var e = document.createElement(name);
  if (cls) e.className = cls;
  if (words !== undefined && words !== null) e.textContent = words;
  return e;
}
function shape(name, attrs) {
  var e = document.createElementNS(NS, name);
  Object.keys(attrs).forEach(function (k) { e.setAttribute(k, attrs[k]); });
  return e;
}
function put(parent) { for (var i = 1; i < arguments.length; i++) if (arguments[i]) parent.appendChild(arguments[i]); return parent; }
function clear(e) { while (e.firstChild) e.removeChild(e.firstChild); }

// --- arrangement -----------------------------------------------------------------------------------------------
function arrow(x, w, first) {
  return 'M' + x + ' 0H' + (x + w - 12) + 'L' + (x + w) + ' 19L' + (x + w - 12) + ' 38H' + x + (first ? '' : 'L' + (x + 12) + ' 19') + 'Z';
}
function shift(e, dx, dy) { e.setAttribute('transform', 'translate(' + dx + ' ' + dy + ')'); }
function em(ch) { return ch.codePointAt(0) > 0x2E7F || ch === '…' ? 1 : ch >= 'A' && ch <= 'Z' ? M.capital : M.narrow; }
function span(words) { return Array.from(words).reduce(function (sum, ch) { return sum + em(ch); }, 0); }
function firstThatFits(choices, width, size) {
  return choices.filter(function (c) { return span(c) * size <= width; })[0] || fit(choices[choices.length - 1], width, size, 30);
}
function wrap(words, width, lines) {
  // as in Python: broken after whole words where there are any, the last line cut
  var rest = Array.from(words), out = [], room = width / M.size;
  while (out.length < lines - 1 && span(rest) > room) {
    var used = 0, blank = 0, at = 0;
    for (; at < rest.length; at++) { used += em(rest[at]); if (used > room) break; if (rest[at] === ' ' || rest[at] === '-') blank = at + 1; }
    if (at > 0 && rest[at - 1] < '\u0080' && rest[at] < '\u0080' && rest[at] !== ' ' && blank) at = blank;
    else while (at > 1 && (M.closing.indexOf(rest[at]) >= 0 || M.opening.indexOf(rest[at - 1]) >= 0)) at--;
    at = Math.max(1, at);
    out.push(rest.slice(0, at).join('').trim());
    rest = Array.from(rest.slice(at).join('').trim());
  }
  return out.concat(fit(rest.join(''), width, M.size, rest.length + 1));
}
function rename(e, lines) {
  var top = M.roomy ? 22 + 7 * (M.lines - lines.length) : Math.floor(M.height / 2) + 5 - (lines.length - 1) * M.line / 2;
  e.setAttribute('y', top);
  if (lines.length < 2) { e.textContent = lines[0]; return; }
  clear(e);
  lines.forEach(function (words, k) { var t = shape('tspan', { x: 28, y: top + M.line * k }); t.textContent = words; put(e, t); });
}
function fit(words, width, size, most) {
  // as in Python: whole when it fits, else cut with an ellipsis; at most 14 wide characters
  var list = Array.from(words), room = Math.min(width / (size || M.size), most || 14), used = 1, out = '';
  if (span(words) <= room) return words;
  for (var i = 0; i < list.length && used + em(list[i]) <= room; i++) { used += em(list[i]); out += list[i]; }
  return out.trimEnd() + '…';
}
function lay(plan, stages, panels, pick) {
  // pick gives the elements to move, so that the same arithmetic serves the window and the printed sheets
  var out = [];
  stages.forEach(function (s, i) {
    var g = pick.stage(s), x = plan.s[i][0], w = plan.s[i][1], top = plan.t ? plan.t[i] : [0, plan.h], first = i === 0 || !!plan.t, box = g.querySelector('.sb');
    box.setAttribute('x', x); box.setAttribute('y', top[0] + 42); box.setAttribute('width', w); box.setAttribute('height', top[1] - 42);
    g.querySelector('.sh').setAttribute('d', arrow(x, w, first)); shift(g.querySelector('.sh'), 0, top[0]);
    shift(g.querySelector('.sl'), x + (first ? 18 : 26), top[0]);
    var note = g.querySelector('.sg');
    if (note) { if (50 + span(g.querySelector('.sn').textContent) * 18 + span(g.querySelector('.sc').textContent) * 13 > w) note.setAttribute('display', 'none'); else note.removeAttribute('display'); }
  });
  panels.forEach(function (p, i) {
    var b = plan.p[i], g = pick.panel(p), box = g.querySelector('.pb'), t = g.querySelector('.pt');
    box.setAttribute('x', b[0]); box.setAttribute('y', b[1]); box.setAttribute('width', b[2]); box.setAttribute('height', b[3]);
    t.setAttribute('x', b[0] + 10); t.setAttribute('y', b[1] + 20);
    t.firstChild.data = fit(D.titles[p], b[2] - 36, 13, 99);
    D.panels[p].forEach(function (c, j) {
      var x = b[0] + M.pad + (j % b[4]) * (b[5] + M.gap), y = b[1] + M.head + Math.floor(j / b[4]) * b[6], chip = pick.chip(c), tail = chip.querySelector('.t');
      shift(chip, x, y);
      chip.querySelector('.x').setAttribute('width', b[5]);
      if (tail) shift(tail, b[5], 0);
      if (S[c].y) chip.querySelector('.u').textContent = firstThatFits(S[c].y[0], b[5] - S[c].y[1], 12);
      if (S[c].z) {
        var room = b[5] - S[c].z, tight = M.lines < 2 && span(S[c].n) * M.size > room, name = chip.querySelector('.n');
        rename(name, M.lines > 1 ? wrap(S[c].n, room, M.lines) : [fit(S[c].n, room, tight ? M.small : M.size, 40)]);
        name.setAttribute('class', tight ? 'n tight' : 'n');
      }
      out[c] = [x, y, b[5], M.height];
    });
  });
  return out;
}
// the room that the shortest stage leaves holds the ranked gaps, so that it says something and prints with the map
var tops = [];
S.forEach(function (s, i) { if (s.k) tops.push(i); });
tops.sort(function (a, b) { return S[a].k - S[b].k || a - b; });
function ranked(plan, stages, panels, host) {
  var best = null, pitch = M.lines > 1 ? 42 : 27, at = 0;
  stages.forEach(function (s, i) {
    var low = 0, count = D.stages[s];
    for (var p = at; p < at + count && p < panels.length; p++) low = Math.max(low, plan.p[p][1] + plan.p[p][3]);
    at += count;
    var room = plan.h - 10 - (low + 8), w = plan.s[i][1] - 20;
    if (low && w >= 170 && room >= 44 + 3 * pitch && (!best || room * w > best[3] * best[2])) best = [plan.s[i][0] + 10, low + 8, w, room];
  });
  clear(host);
  if (!best || plan.t || tops.length < 3 || stages.length !== D.stages.length) return;
  var title = shape('text', { 'class': 'pt', x: best[0] + 10, y: best[1] + 22 }), unit = shape('text', { 'class': 'pc pu', x: best[0] + best[2] - 12, y: best[1] + 22 });
  var frame = shape('rect', { 'class': 'pb', x: best[0], y: best[1], width: best[2], rx: 8 }), y = 36, full = false;
  title.textContent = fit(W.headlines, best[2] - 40, 13, 30); unit.textContent = W.points_sign;
  put(host, frame, title, unit);
  tops.forEach(function (i, n) {
    // long names take two lines; the list ends where the room does
    var lines = wrap(S[i].n, best[2] - 48 - 36, 2), tall = lines.length > 1 ? 42 : 27;
    full = full || y + tall + 4 > best[3];
    if (full) return;
    var g = shape('g', { 'class': 'hr ' + S[i].s, transform: 'translate(' + best[0] + ' ' + (best[1] + y) + ')', 'data-i': i });
    var rank = shape('text', { 'class': 'pc', x: 10, y: 17 }), name = shape('text', { 'class': 'hn', x: 48, y: 17 }), points = shape('text', { 'class': 'q', x: best[2] - 12, y: 17 });
    put(g, shape('title', {})).lastChild.textContent = S[i].n;
    rank.textContent = n + 1; points.textContent = S[i].p ? S[i].p[0].toFixed(0) : '';
    if (lines.length > 1) lines.forEach(function (words, q) { put(name, shape('tspan', { x: 48, y: 16 + M.line * q })).lastChild.textContent = words; }); else name.textContent = lines[0];
    put(host, put(g, shape('rect', { 'class': 'hb', x: 5, y: 0, width: best[2] - 10, height: tall - 2, rx: 5 }), rank, shape('use', { href: '#m-' + D.marks[S[i].s], x: 36, y: 12 }), name, points));
    y += tall;
  });
  frame.setAttribute('height', y + 4);
}
var stageEls = Array.prototype.slice.call(svg.querySelectorAll('.s'));
var live = { stage: function (s) { return stageEls[s]; }, panel: function (p) { return $('p' + p); }, chip: function (c) { return chips[c]; } };
var allStages = D.stages.map(function (_, i) { return i; }), allPanels = D.panels.map(function (_, i) { return i; });

function taller(plan, times) {
  // rows further apart, so that a wide window is not left empty at its foot; chips keep their size
  function at(y) { return Math.round(46 + (y - 46) * times); }
  return { w: plan.w, h: at(plan.h), s: plan.s, p: plan.p.map(function (b) { return [b[0], at(b[1]), b[2], at(b[1] + b[3]) - at(b[1]) - 1, b[4], b[5], Math.floor(b[6] * times)]; }) };
}
function phone() { return matchMedia('(max-width:820px)').matches; }
function choose() {
  var style = getComputedStyle(field);
  var w = field.clientWidth - parseFloat(style.paddingLeft) - parseFloat(style.paddingRight), h = (phone() ? innerHeight : field.clientHeight) - 28, best = -1, scale = 0, worth = 0;
  D.plans.forEach(function (p, i) {
    var s = Math.min(1.6, w / p.w, h / p.h);
    if (s >= LEAST && s * p.f > worth) { worth = s * p.f; scale = s; best = i; }  // large text, little left empty
  });
  if (best < 0) {  // too tall for the window: the least tall that fits its width
    D.plans.forEach(function (p, i) { if (p.w * LEAST <= w) best = i; });
    scale = Math.max(LEAST, Math.min(1.6, w / (best < 0 ? D.narrow : D.plans[best]).w));
  }
  var plan = best < 0 ? D.narrow : D.plans[best], more = best < 0 ? 1 : Math.max(1, Math.min(1.35, h / (plan.h * scale))), key = best + ' ' + more.toFixed(2);
  if (more > 1) plan = taller(plan, more);
  if (key !== current || !places.length) { places = lay(plan, allStages, allPanels, live); ranked(plan, allStages, allPanels, $('ranked')); current = key; drawn = plan; lanes = null; svg.setAttribute('viewBox', '0 0 ' + plan.w + ' ' + plan.h); }
  svg.setAttribute('width', Math.floor(plan.w * scale)); svg.setAttribute('height', Math.floor(plan.h * scale));
  paint();
}

// --- edges of the chip in hand -----------------------------------------------------------------------------------
// They run in the gutters: a grid of channels beside every chip, the stretches that a chip covers taken out, and the
// cheapest way through it (length, and a price for each bend), so that no edge passes over a chip.
var NEAR = 4, WIDE = 12, BEND = 26, TIGHT = 8, lanes = null;
function bisect(list, v) { var a = 0, b = list.length; while (a < b) { var c = (a + b) >> 1; if (list[c] < v) a = c + 1; else b = c; } return a; }
function channels() {
  var xs = {}, ys = {}, boxes = places.slice(), frame = $('ranked').querySelector('.pb');
  if (frame) boxes.push(['x', 'y', 'width', 'height'].map(function (name) { return +frame.getAttribute(name); }));
  boxes.forEach(function (b) { [b[0] - WIDE, b[0] - NEAR, b[0] + b[2] + NEAR, b[0] + b[2] + WIDE].forEach(function (v) { xs[v] = 1; }); ys[b[1] - NEAR] = 1; ys[b[1] + b[3] + NEAR] = 1; });
  function sorted(set) { return Object.keys(set).map(Number).sort(function (a, b) { return a - b; }); }
  var X = sorted(xs), Y = sorted(ys), nx = X.length, across = new Uint8Array(nx * Y.length), along = new Uint8Array(nx * Y.length);
  boxes.forEach(function (b) {
    var l = b[0] - 2, r2 = b[0] + b[2] + 2, u = b[1] - 2, d = b[1] + b[3] + 2, i, j;
    for (j = bisect(Y, u); j < Y.length && Y[j] < d; j++) for (i = Math.max(0, bisect(X, l) - 1); i < nx && X[i] < r2; i++) across[j * nx + i] = 1;
    for (i = bisect(X, l); i < nx && X[i] < r2; i++) for (j = Math.max(0, bisect(Y, u) - 1); j < Y.length && Y[j] < d; j++) along[j * nx + i] = 1;
  });
  return { X: X, Y: Y, nx: nx, across: across, along: along, boxes: boxes, from: {} };
}
function doors(c) {
  // where an edge may leave or reach a chip: in the middle of either side, by each channel beside it that is free
  var b = places[c], y = b[1] + b[3] / 2, list = [];
  [[b[0], -1], [b[0] + b[2], 1]].forEach(function (side) {
    [NEAR, WIDE].forEach(function (far) {
      var x = side[0] + side[1] * far;
      if (lanes.boxes.some(function (o) { return x > o[0] - 2 && x < o[0] + o[2] + 2 && o[1] < b[1] + b[3] + 3 && o[1] + o[3] > b[1] - 3; })) return;
      list.push({ x: x, edge: side[0], y: y, i: bisect(lanes.X, x), rows: [bisect(lanes.Y, b[1] - NEAR), bisect(lanes.Y, b[1] + b[3] + NEAR)], price: b[3] / 2 + (far === NEAR ? TIGHT : 0) });
    });
  });
  return list;
}
function spread(c) {
  // cheapest ways from a chip to every crossing of channels; a state is a crossing (2k reached across, 2k + 1 along)
  if (lanes.from[c]) return lanes.from[c];
  var count = lanes.nx * lanes.Y.length, cost = new Float64Array(2 * count).fill(Infinity), back = new Int32Array(2 * count).fill(-1), exits = {}, heap = [];
  function push(price, state) { var k = heap.length; heap.push([price, state]); while (k && heap[(k - 1) >> 1][0] > price) { var p = (k - 1) >> 1, keep = heap[p]; heap[p] = heap[k]; heap[k] = keep; k = p; } }
  function pop() {
    var top = heap[0], last2 = heap.pop(), k = 0;
    if (!heap.length) return top;
    heap[0] = last2;
    for (;;) { var s = 2 * k + 1; if (s >= heap.length) return top; if (s + 1 < heap.length && heap[s + 1][0] < heap[s][0]) s++; if (heap[s][0] >= last2[0]) return top; heap[k] = heap[s]; heap[s] = last2; k = s; }
  }
  function reach(state, price, before) { if (price < cost[state] - 1e-6) { cost[state] = price; back[state] = before; push(price, state); } }
  doors(c).forEach(function (d) { d.rows.forEach(function (j) { var state = 2 * (j * lanes.nx + d.i) + 1; if (d.price < cost[state]) { reach(state, d.price, -1); exits[state] = d; } }); });
  while (heap.length) {
    var top = pop(), state = top[1], price = top[0];
    if (price > cost[state]) continue;
    var at = state >> 1, i = at % lanes.nx, j = (at - i) / lanes.nx, turn = state & 1;
    if (i + 1 < lanes.nx && !lanes.across[at]) reach(2 * (at + 1), price + lanes.X[i + 1] - lanes.X[i] + (turn ? BEND : 0), state);
    if (i && !lanes.across[at - 1]) reach(2 * (at - 1), price + lanes.X[i] - lanes.X[i - 1] + (turn ? BEND : 0), state);
    if (j + 1 < lanes.Y.length && !lanes.along[at]) reach(2 * (at + lanes.nx) + 1, price + lanes.Y[j + 1] - lanes.Y[j] + (turn ? 0 : BEND), state);
    if (j && !lanes.along[at - lanes.nx]) reach(2 * (at - lanes.nx) + 1, price + lanes.Y[j] - lanes.Y[j - 1] + (turn ? 0 : BEND), state);
  }
  return (lanes.from[c] = { cost: cost, back: back, exits: exits });
}
function route(c, o, shiftBy) {
  // the way from chip c to chip o as points, moved aside a little so that ways in and ways out do not cover each other
  var found = spread(c), best = Infinity, end = -1, door = null, points, ends;
  doors(o).forEach(function (d) {
    d.rows.forEach(function (j) { for (var turn = 0; turn < 2; turn++) { var s = 2 * (j * lanes.nx + d.i) + turn, price = found.cost[s] + d.price + (turn ? 0 : BEND); if (price < best) { best = price; end = s; door = d; } } });
  });
  if (!door) return null;
  points = [[door.edge, door.y], [door.x, door.y]];
  for (var s = end; ; s = found.back[s]) {
    var at = s >> 1;
    points.push([lanes.X[at % lanes.nx], lanes.Y[Math.floor(at / lanes.nx)]]);
    if (found.back[s] < 0) { var exit = found.exits[s]; points.push([exit.x, exit.y], [exit.edge, exit.y]); break; }
  }
  points = straight(points.reverse());
  ends = [points[0][0], points[points.length - 1][0]];
  points = points.map(function (p) { return [p[0] + shiftBy, p[1] + shiftBy]; });
  points[0][0] = ends[0]; points[points.length - 1][0] = ends[1];
  return points;
}
function straight(points) {
  // without points between two others on one line; a way forth and back on one line becomes the part that is left
  var out = [];
  points.forEach(function (p) {
    while (out.length > 1) {
      var a = out[out.length - 2], b = out[out.length - 1];
      if ((a[0] === b[0] && b[0] === p[0]) || (a[1] === b[1] && b[1] === p[1])) out.pop(); else break;
    }
    if (!out.length || out[out.length - 1][0] !== p[0] || out[out.length - 1][1] !== p[1]) out.push(p);
  });
  return out;
}
function outline(points) {
  var d = 'M' + r(points[0][0]) + ' ' + r(points[0][1]);
  for (var q = 1; q < points.length; q++) {
    var b = points[q], a = points[q - 1], c = points[q + 1];
    if (!c) { d += 'L' + r(b[0]) + ' ' + r(b[1]); break; }
    var into = Math.hypot(b[0] - a[0], b[1] - a[1]), out = Math.hypot(c[0] - b[0], c[1] - b[1]), round = Math.min(5, into / 2, out / 2);
    d += 'L' + r(b[0] - (b[0] - a[0]) / into * round) + ' ' + r(b[1] - (b[1] - a[1]) / into * round) + 'Q' + r(b[0]) + ' ' + r(b[1]) + ' ' + r(b[0] + (c[0] - b[0]) / out * round) + ' ' + r(b[1] + (c[1] - b[1]) / out * round);
  }
  return d;
}
function r(v) { return Math.round(v * 10) / 10; }
function related(i, hops) {
  var seen = { up: {}, dn: {} }, lines = [];
  [['up', ups], ['dn', downs]].forEach(function (way) {
    var front = [i], step, known = {};
    known[i] = 1;
    for (step = 1; step <= hops; step++) {
      var next = [];
      front.forEach(function (c) {
        way[1][c].forEach(function (o) {
          lines.push(way[0] === 'up' ? [o[0], c, 'up', step] : [c, o[0], 'down', step]);
          if (!known[o[0]]) { known[o[0]] = 1; next.push(o[0]); seen[way[0]][o[0]] = step; }
        });
      });
      front = next;
    }
  });
  return { seen: seen, lines: lines };
}
function paint() {
  var i = hovered >= 0 ? hovered : selected, rel = i >= 0 ? related(i, deep && i === selected ? 2 : 1) : null, any = Object.keys(only).length > 0;
  clear(layer);
  chips.forEach(function (c, k) {
    var cls = ['c', S[k].s];
    if (S[k].k) cls.push('hl');
    if (any && !only[S[k].s]) cls.push('off');
    if (k === selected) cls.push('sel');
    if (rel && k !== i) cls.push(rel.seen.up[k] ? 'up' : rel.seen.dn[k] ? 'dn' : 'dim');
    if (matches) cls.push(matches[k] ? 'hit' : rel ? '' : 'dim');
    c.setAttribute('class', cls.join(' ').trim());
  });
  if (!rel || !places.length) return;
  lanes = lanes || channels();
  var drawn = {};
  rel.lines.forEach(function (l) {
    var key = l[0] + '>' + l[1];
    if (drawn[key]) return;
    drawn[key] = 1;
    var way = l[2] === 'up' ? route(l[1], l[0], -1.5) : route(l[0], l[1], 1.5);
    if (!way) return;
    var d = outline(l[2] === 'up' ? way.reverse() : way);
    put(layer, shape('path', { 'class': 'w-halo', d: d }), shape('path', { 'class': 'w-' + l[2] + (l[3] > 1 ? ' far' : ''), d: d, 'marker-end': 'url(#a-' + l[2] + ')', 'data-from': l[0], 'data-to': l[1] }));
  });
}

// --- side panel ----------------------------------------------------------------------------------------------------
function mark(i) {
  var s = shape('svg', { width: 26, height: 18, viewBox: '0 0 26 18', 'aria-hidden': 'true' }), g = shape('g', { 'class': 'c ' + S[i].s });
  put(g, shape('rect', { 'class': 'x', x: 1, y: 1, width: 24, height: 16, rx: 4 }), shape('use', { href: '#m-' + D.marks[S[i].s], x: 13, y: 9 }));
  return put(s, g);
}
function section(title) { put(side, el('h3', '', title)); }
function button(words, cls, act) { var b = el('button', cls, words); b.type = 'button'; b.addEventListener('click', act); return b; }
var COLOURS = ['#0B5C9E', '#C98A00', '#3E8E5A', '#7A4FA3', '#B0476F', '#4A7A8C', '#8A6D3B', '#5B6670'];
function partsTable(parts, total) {
  var stack = el('div', 'stack'), table = el('table', 'parts'), body = el('tbody'), top = Math.max.apply(null, parts.map(function (p) { return p[1]; }).concat([1]));
  parts.forEach(function (p, k) {
    var piece = el('span'), row = el('tr'), bar = el('div', 'bar'), cell = el('td');
    piece.style.width = p[1] + '%'; piece.style.background = COLOURS[k % COLOURS.length];
    bar.style.width = (100 * p[1] / top) + '%'; bar.style.background = COLOURS[k % COLOURS.length];
    put(stack, piece); put(cell, bar);
    put(body, put(row, el('td', '', N[p[0]]), cell, el('td', 'v', p[1].toFixed(1))));
  });
  put(body, put(el('tr', 'sum'), el('td', '', W.priority), el('td'), el('td', 'v', total.toFixed(1))));
  return [stack, put(table, body)];
}
function pair(label, value, long) { return put(el('div', long || D.lang !== 'zh' || label.length + value.length > 13 ? 'long' : ''), el('dt', '', label), el('dd', '', value)); }
function links(list) {
  if (!list.length) { put(side, el('p', 'quiet', W.none)); return; }
  var ul = el('ul', 'list');
  list.forEach(function (o) {
    var li = el('li');
    put(li, mark(o[0]), document.createTextNode(' '), button(S[o[0]].n, 'link', function () { open(o[0], true); }), el('small', '', N[D.feeds[2][o[1]]]));
    put(ul, li);
  });
  put(side, ul);
}
function open(i, focus) {
  var s = S[i];
  selected = i; mode = 'segment'; hovered = -1;
  clear(side); side.hidden = false; side.scrollTop = 0;
  side.setAttribute('aria-label', s.n);
  var bar = el('div', 'row');
  put(bar, button('‹ ' + W.overview, 'link', function () { overview(); }), button('✕', 'x-close', close));
  bar.lastChild.setAttribute('aria-label', W.close);
  put(side, bar, el('h2', '', s.n));
  var tags = el('div', 'chips'), tag = el('span', 'tag');
  put(tag, mark(i), el('span', '', W.states[s.s])); put(tags, tag);
  (s.q || []).forEach(function (q) { put(tags, el('em', '', W[q])); });
  (s.b || []).forEach(function (b) { put(tags, el('em', '', N[b])); });
  put(side, tags, el('p', 'quiet', N[s.g]));
  if (s.v !== undefined || s.r) {
    var say = el('div', 'say');
    if (s.v !== undefined) put(say, put(el('div'), el('b', '', W.verb + W.colon + N[s.v])));
    if (s.r) put(say, el('div', '', s.r));
    put(side, say);
  }
  if (s.p) {
    section(W.priority);
    var big = el('div'); put(big, el('span', 'big', s.p[0].toFixed(1)), el('span', 'quiet', ' ' + W.points)); put(side, big);
    partsTable(s.p[1], s.p[0]).forEach(function (e) { put(side, e); });
    if (s.pd) put(side, el('p', 'quiet', s.pd));
  }
  if (s.f) {
    section(W.figures);
    var grid = el('dl', 'grid'), told = {};
    (s.a || []).forEach(function (f, k) { if (told[f[0]] === undefined) told[f[0]] = k; });
    s.f.forEach(function (f) {
      var cell = pair(N[f[0]], f[1]), why = told[f[0]], b;
      if (why !== undefined) {  // the figure opens what it rests on
        b = button(f[1], 'link', function () { var d = side.querySelectorAll('.fact')[why]; d.open = true; d.scrollIntoView({ block: 'center' }); d.firstChild.focus({ preventScroll: true }); });
        b.setAttribute('aria-label', N[f[0]] + ' ' + f[1] + W.colon + W.facts);
        clear(cell.lastChild); put(cell.lastChild, b);
      }
      put(grid, cell);
    });
    put(side, grid);
  }
  if (s.l) { section(W.leads); var ul = el('ul', 'list'); s.l.forEach(function (l) { put(ul, el('li', '', l)); }); put(side, ul); }
  targetList(s); firmList(s);
  section(W.upstream); links(ups[i]);
  section(W.downstream); links(downs[i]);
  factList(s);
  choose();
  if (focus) side.focus({ preventScroll: true });
  reveal(i);
}
function firmList(s) {
  section(W.firms);
  if (s.m) {
    var ul = el('ul', 'list');
    s.m.forEach(function (m) { var li = el('li', '', m[0]); if (m[2]) put(li, el('span', 'star-s', W.lead_mark)); if (m[1]) put(li, el('small', '', m[1])); put(ul, li); });
    put(side, ul);
  } else put(side, el('p', 'quiet', s.e ? W.none : W.firms_none));
  if (s.mt) put(side, el('p', 'quiet cut', s.mt));
}
var anyTargets = S.some(function (s) { return s.t; });
function targetList(s) {
  if (!s.t && (!s.p || !anyTargets)) return;
  section(W.targets);
  if (!s.t) { put(side, el('p', 'quiet', W.targets_none)); return; }
  var group = -1;
  s.t.forEach(function (t) {
    if (t.g !== group) { group = t.g; put(side, el('p', 'group', N[t.g])); }
    var d = el('details', 'target'), sum = el('summary'), inner = el('div', 'in');
    put(sum, el('b', '', t.n)); if (t.c) put(sum, el('small', 'src', ' ' + t.c)); if (t.s !== undefined) put(sum, el('span', 'score', t.s.toFixed(1)));
    if (t.p) put(inner, el('p', 'quiet', t.p.map(function (p) { return N[p[0]] + ' ' + p[1].toFixed(1); }).join(' · ')));
    (t.r || []).forEach(function (x) { var p = el('p', '', x[0]); if (x[1] || x[2]) put(p, el('span', 'src', '  ' + [x[1], x[2]].filter(Boolean).join(' '))); put(inner, p); });
    (t.t || []).forEach(function (tie) { put(inner, el('p', 'tie', tie.join(' '))); });
    if (t.x) put(inner, el('p', 'against', W.counter + W.colon + t.x));
    put(side, put(d, sum, inner));
  });
  if (s.tt) put(side, el('p', 'quiet cut', s.tt));
}
function factList(s) {
  if (!s.a && !s.at) return;
  section(W.facts);
  (s.a || []).forEach(function (f) {
    var d = el('details', 'fact'), inner = el('div', 'in');
    put(d, put(el('summary'), el('span', '', N[f[0]]), el('b', '', '  ' + f[2]), f[3] ? el('span', 'src', '  ' + f[3]) : null));
    if (N[f[1]]) put(inner, el('p', '', N[f[1]]));
    if (f[4]) put(inner, el('p', 'src', f[4]));
    put(side, put(d, inner));
  });
  if (s.at) put(side, el('p', 'quiet cut', s.at));
}
function overview() {
  selected = -1; deep = false; mode = 'overview';
  clear(side); side.hidden = false; side.scrollTop = 0;
  side.setAttribute('aria-label', W.overview);
  var bar = el('div', 'row'), shut = button('✕', 'x-close', close);
  shut.setAttribute('aria-label', W.close);
  put(side, put(bar, el('h2', '', W.headlines), shut));
  var best = Math.max.apply(null, tops.map(function (i) { return S[i].p ? S[i].p[0] : 0; }).concat([1]));
  if (!tops.length) put(side, el('p', 'quiet', W.headlines_none));
  tops.forEach(function (i, n) {
    var b = button('', 'gap', function () { open(i, true); }), bar2 = el('span', 'm'), fill = el('span'), name = el('span', '', '');
    put(name, mark(i), document.createTextNode(' ' + S[i].n));
    fill.style.width = (S[i].p ? 100 * S[i].p[0] / best : 0) + '%';
    put(b, el('i', '', n + 1), name, put(bar2, fill), el('b', '', S[i].p ? S[i].p[0].toFixed(0) : ''));
    put(side, b);
  });
  if (tops.length) put(side, el('p', 'quiet', W.priority));
  if (D.notes.length) { section(W.warnings); D.notes.forEach(function (n) { put(side, el('p', 'quiet', n)); }); }
  if (D.versions.length) {
    section(W.versions);
    var grid = el('dl', 'grid');
    D.versions.forEach(function (v) { put(grid, pair(v[0], v[1], true)); });
    put(side, grid);
  }
  put(side, el('p', 'quiet', W.help));
  choose();
}
function close() {
  var back = selected;
  side.hidden = true; selected = -1; deep = false; mode = '';
  choose();
  if (back >= 0) { roam(back); chips[back].focus({ preventScroll: true }); }
}
function reveal(i) {
  var b = chips[i].getBoundingClientRect(), f = field.getBoundingClientRect();
  if (phone()) { if (b.top < 8 || b.bottom > innerHeight * 0.36) scrollBy(0, b.top - 60); return; }
  if (b.top < f.top + 8) field.scrollTop += b.top - f.top - 60;
  if (b.bottom > f.bottom - 8) field.scrollTop += b.bottom - f.bottom + 60;
  if (b.left < f.left) field.scrollLeft += b.left - f.left - 20;
  if (b.right > f.right) field.scrollLeft += b.right - f.right + 20;
}

// --- pointer and keys ----------------------------------------------------------------------------------------------
function indexOf(e) { var c = e.target.closest ? e.target.closest('#map .c') : null; return c ? +c.id.slice(1) : -1; }
var tipTimer = 0, pressed = [-1, -1];
function hideTip() { clearTimeout(tipTimer); tip.hidden = true; }
function showTip(i) {
  var s = S[i], b = chips[i].getBoundingClientRect();
  clear(tip);
  put(tip, el('b', '', s.n), el('span', '', W.states[s.s] + (s.v !== undefined && N[s.v] !== W.states[s.s] ? ' · ' + N[s.v] : '')));
  if (s.h) put(tip, el('i', '', '★ ' + s.h.join('、')));
  if (s.b) put(tip, el('i', '', s.b.map(function (x) { return N[x]; }).join(' · ')));
  if (s.r) put(tip, el('i', '', s.r.length > 90 ? s.r.slice(0, 90) + '…' : s.r));
  tip.hidden = false;
  var t = tip.getBoundingClientRect(), x = Math.min(b.left, innerWidth - t.width - 8), y = b.bottom + 8;
  if (y + t.height > innerHeight - 4) y = b.top - t.height - 10;
  tip.style.left = Math.max(4, x) + 'px'; tip.style.top = Math.max(4, y) + 'px';
}
svg.addEventListener('mouseover', function (e) {
  var i = indexOf(e);
  if (i === hovered || (e.clientX === pressed[0] && e.clientY === pressed[1])) return;  // the map moved, not the hand
  pressed = [-1, -1]; hovered = i; hideTip(); paint();
  if (i >= 0) tipTimer = setTimeout(function () { showTip(i); }, 350);
});
svg.addEventListener('mouseleave', function () { hovered = -1; hideTip(); paint(); });
svg.addEventListener('click', function (e) { var i = indexOf(e); pressed = [e.clientX, e.clientY]; hideTip(); if (i >= 0) { if (i !== selected) deep = false; roam(i); open(i, false); } });
$('ranked').addEventListener('click', function (e) { var g = e.target.closest('.hr'); if (g) { var i = +g.getAttribute('data-i'); roam(i); open(i, true); } });
svg.addEventListener('dblclick', function (e) { var i = indexOf(e); if (i >= 0) { deep = true; selected = i; hovered = -1; paint(); } });
function roam(i) { chips[last].setAttribute('tabindex', -1); last = i; chips[i].setAttribute('tabindex', 0); }
svg.addEventListener('focusin', function (e) { var i = indexOf(e); if (i >= 0) { roam(i); hovered = i; paint(); } });
svg.addEventListener('focusout', function () { hovered = -1; paint(); });
function step(i, key) {
  var p = places[i], best = -1, cost = 1e9, cx = p[0] + p[2] / 2, cy = p[1] + p[3] / 2, any = Object.keys(only).length;
  places.forEach(function (q, k) {
    if (k === i || (any && !only[S[k].s])) return;
    var dx = q[0] + q[2] / 2 - cx, dy = q[1] + q[3] / 2 - cy;
    var along = key === 'ArrowRight' ? dx : key === 'ArrowLeft' ? -dx : key === 'ArrowDown' ? dy : -dy, across = Math.abs(key === 'ArrowRight' || key === 'ArrowLeft' ? dy : dx);
    if (along > 4 && along + 2.5 * across < cost) { cost = along + 2.5 * across; best = k; }
  });
  if (best >= 0) { roam(best); chips[best].focus({ preventScroll: true }); reveal(best); }
}
svg.addEventListener('keydown', function (e) {
  var i = indexOf(e);
  if (i < 0) return;
  if (e.key === 'Enter' || e.key === ' ') { e.preventDefault(); deep = e.shiftKey; open(i, true); }
  else if (e.key.indexOf('Arrow') === 0) { e.preventDefault(); step(i, e.key); }
});
document.addEventListener('keydown', function (e) {
  if (e.key === '/' && e.target !== search) { e.preventDefault(); search.focus(); search.select(); }
  if (e.key !== 'Escape') return;
  hideTip();
  if (!found.hidden || search.value) { search.value = ''; look(); if (e.target === search) search.blur(); }
  else if (!side.hidden) close();
  else if (Object.keys(only).length) { only = {}; legend(); }
});

// --- search and filter -----------------------------------------------------------------------------------------------
var index = S.map(function (s) { return [s.n.toLowerCase(), (s.m || []).concat(s.h ? s.h.map(function (h) { return [h]; }) : []).map(function (m) { return [m[0].toLowerCase(), m[0]]; })]; });
function look() {
  var q = search.value.trim().toLowerCase(), hits = [];
  clear(found); hitAt = -1; matches = null;
  found.hidden = !q; search.setAttribute('aria-expanded', String(!!q));
  if (q) {
    matches = {};
    index.forEach(function (x, i) {
      var firm = x[1].filter(function (m) { return m[0].indexOf(q) >= 0; })[0], own = x[0].indexOf(q) >= 0;
      if (own || firm) { matches[i] = 1; hits.push([own ? 0 : 1, i, own ? '' : firm[1]]); }
    });
    hits.sort(function (a, b) { return a[0] - b[0] || a[1] - b[1]; });
    hits.slice(0, 30).forEach(function (h) {
      var d = el('div', '', S[h[1]].n);
      d.setAttribute('role', 'option'); d.setAttribute('data-i', h[1]);
      put(d, el('small', '', h[2] || W.states[S[h[1]].s]));
      d.addEventListener('mousedown', function (e) { e.preventDefault(); take(h[1]); });
      put(found, d);
    });
    if (!hits.length) put(found, el('div', '', W.found_none));
  }
  paint();
}
function take(i) { search.value = ''; look(); roam(i); open(i, true); }
search.addEventListener('input', look);
search.addEventListener('keydown', function (e) {
  var items = found.querySelectorAll('[data-i]');
  if (!items.length) return;
  if (e.key === 'ArrowDown' || e.key === 'ArrowUp') {
    e.preventDefault();
    hitAt = (hitAt + (e.key === 'ArrowDown' ? 1 : -1) + items.length) % items.length;
    items.forEach(function (d, k) { d.className = k === hitAt ? 'on' : ''; });
    items[hitAt].scrollIntoView({ block: 'nearest' });
  } else if (e.key === 'Enter') { e.preventDefault(); take(+items[Math.max(0, hitAt)].getAttribute('data-i')); }
});
document.addEventListener('mousedown', function (e) { if (!found.hidden && !e.target.closest('.find')) found.hidden = true; });
var filters = Array.prototype.slice.call(document.querySelectorAll('#legend .lg'));
function legend() {
  filters.forEach(function (b) { b.setAttribute('aria-pressed', String(!!only[b.getAttribute('data-state')])); });
  paint();
}
filters.forEach(function (b) {
  b.addEventListener('click', function () { var s = b.getAttribute('data-state'); if (only[s]) delete only[s]; else only[s] = 1; legend(); });
});

// --- pictures and print ------------------------------------------------------------------------------------------------
function save(href, name) { var a = document.createElement('a'); a.href = href; a.download = name; document.body.appendChild(a); a.click(); document.body.removeChild(a); }
function picture() {
  // a copy that stands alone: drawing rules inside, a white ground, title, mark, facts and legend above
  var plan = drawn, copy = svg.cloneNode(true), style = shape('style', {}), body = shape('g', {}), top = shape('g', {}), y = 26;
  style.textContent = document.querySelectorAll('head style')[1].textContent + '#map .ttl{font-size:20px;font-weight:700;fill:#0B3C66}#map .sub{font-size:13px;fill:#33475A}#map .sec{font-size:15px;font-weight:700;fill:#A3195B}';
  function words(cls, x, at, text) { var t = shape('text', { 'class': cls, x: x, y: at }); t.textContent = text; put(top, t); return t; }
  words('ttl', 4, y, D.title);
  var secret = document.querySelector('.app .secret');
  if (secret) words('sec', plan.w - 4, y, secret.textContent).setAttribute('text-anchor', 'end');
  function flow(items, width, draw) {
    var x = 4;
    y += 24;
    items.forEach(function (item) { var w = width(item); if (x > 4 && x + w > plan.w) { x = 4; y += 22; } draw(item, x); x += w; });
  }
  flow(Array.prototype.map.call(document.querySelectorAll('.app .facts span'), function (s) { return s.textContent; }), function (f) { return span(f) * 13 + 22; }, function (f, x) { words('sub', x, y, f); });
  var used = {};
  S.forEach(function (s) { used[s.s] = (used[s.s] || 0) + 1; });
  flow(Object.keys(W.states).filter(function (k) { return used[k]; }), function (k) { return span(W.states[k] + ' ' + used[k]) * 13 + 54; }, function (k, x) {
    var g = shape('g', { 'class': 'c ' + k, transform: 'translate(' + x + ' ' + (y - 14) + ')' });
    put(top, put(g, shape('rect', { 'class': 'x', width: 26, height: 18, rx: 4 }), shape('use', { href: '#m-' + D.marks[k], x: 13, y: 9 })));
    words('sub', x + 32, y, W.states[k] + ' ' + used[k]);
  });
  var keys = Array.prototype.slice.call(document.querySelectorAll('#legend .lb'));
  flow(keys, function (k) { return span(k.lastChild.textContent) * 13 + 52; }, function (k, x) {
    var icon = k.querySelector('svg').cloneNode(true), h = +icon.getAttribute('height');
    icon.setAttribute('x', x); icon.setAttribute('y', y - 5 - h / 2);
    put(top, icon);
    words('sub', x + 32, y, k.lastChild.textContent);
  });
  y += 16;
  while (copy.firstChild) body.appendChild(copy.firstChild);
  shift(body, 0, y);
  var w = plan.w + 24, h = plan.h + y + 20;
  put(copy, style, $('defs').firstChild.cloneNode(true), shape('rect', { x: -12, y: -8, width: w, height: h, fill: '#FFFFFF' }), top, body);
  copy.setAttribute('viewBox', '-12 -8 ' + w + ' ' + h); copy.setAttribute('width', w); copy.setAttribute('height', h);
  return [new XMLSerializer().serializeToString(copy), w, h];
}
function exportSvg() { save(URL.createObjectURL(new Blob([picture()[0]], { type: 'image/svg+xml' })), D.title + '.svg'); }
function exportPng() {
  var p = picture(), image = new Image(), url = URL.createObjectURL(new Blob([p[0]], { type: 'image/svg+xml' }));
  image.onload = function () {
    var canvas = document.createElement('canvas'), k = Math.min(2, 8000 / p[1], 8000 / p[2]);
    canvas.width = Math.round(p[1] * k); canvas.height = Math.round(p[2] * k);
    canvas.getContext('2d').drawImage(image, 0, 0, canvas.width, canvas.height);
    canvas.toBlob(function (b) { if (b) save(URL.createObjectURL(b), D.title + '.png'); else alert(W.export_failed); });
  };
  image.onerror = function () { alert(W.export_failed); };
  image.src = url;
}
function sheets() {
  var host = $('sheets'), total = D.sheets.length;
  clear(host);
  hideTip();
  D.sheets.forEach(function (sheet, n) {
    var page = el('section', 'sheet'), foot = el('footer', 'foot'), map = shape('svg', { 'class': 'map', viewBox: '0 0 ' + sheet.plan.w + ' ' + sheet.plan.h, preserveAspectRatio: 'xMidYMin meet' });
    if (!n) {
      var bar = document.querySelector('.app .top').cloneNode(true), key = $('legend').cloneNode(true);
      bar.removeChild(bar.querySelector('.tools')); key.removeChild(key.querySelector('.hint'));
      key.removeAttribute('id');
      key.querySelectorAll('.lg').forEach(function (b) { b.removeAttribute('aria-pressed'); });
      put(page, bar, key);
    }
    put(foot, el('span', '', D.foot.join('　')), el('span', '', W.page_of.replace('{page}', n + 1).replace('{pages}', total)));
    function copy(e) { var c = e.cloneNode(true); c.removeAttribute('id'); c.removeAttribute('tabindex'); put(map, c); return c; }
    lay(sheet.plan, sheet.stages, sheet.panels, {
      stage: function (s) { return copy(stageEls[s]); }, panel: function (p) { return copy($('p' + p)); },
      chip: function (c) { var k = copy(chips[c]); k.setAttribute('class', 'c ' + S[c].s + (S[c].k ? ' hl' : '')); return k; }
    });
    var list = shape('g', {});
    ranked(sheet.plan, sheet.stages, sheet.panels, list);
    put(map, list);
    put(host, put(page, map, foot));
  });
  document.body.classList.add('printing');
}
function unsheet() { document.body.classList.remove('printing'); clear($('sheets')); }
addEventListener('beforeprint', sheets);
addEventListener('afterprint', unsheet);
$('do-svg').addEventListener('click', exportSvg);
$('do-png').addEventListener('click', exportPng);
$('do-print').addEventListener('click', function () { window.print(); });
$('do-overview').addEventListener('click', function () { if (mode === 'overview' && !side.hidden) close(); else overview(); });

var waiting = 0;
addEventListener('resize', function () { cancelAnimationFrame(waiting); waiting = requestAnimationFrame(choose); });
choose();
if (innerWidth >= 1700 && !$('ranked').firstChild) overview();  // else the map itself says what is first
document.documentElement.setAttribute('data-ready', '1');
})();
