(function () {
'use strict';
var D = JSON.parse(document.getElementById('data').textContent), W = D.words, L = D.labels, n = L.length;
function $(id) { return document.getElementById(id); }
function bytes(text) { var b = atob(text), a = new Uint8Array(b.length); for (var i = 0; i < b.length; i++) a[i] = b.charCodeAt(i); return a; }
function column(text, Kind) { return new Kind(bytes(text).buffer); }
var Wide = D.wide === 2 ? Uint16Array : Uint32Array;
var X = D.x ? Float32Array.from(column(D.x, Int16Array)) : new Float32Array(n), Y = D.y ? Float32Array.from(column(D.y, Int16Array)) : new Float32Array(n), K = bytes(D.k), s = column(D.s, Wide), t = column(D.t, Wide), E = bytes(D.e), m = s.length;
var inferred = new Uint8Array(m), sure = D.c ? bytes(D.c) : null;
column(D.i, Uint32Array).forEach(function (i) { inferred[i] = 1; });
var guessed = new Uint8Array(n);
Object.keys(D.guessed).forEach(function (v) { guessed[v] = 1; });
function about(v) { return [D.kinds[K[v]][0], W.net_degree.replace('{count}', degree[v]), D.guessed[v]].filter(Boolean).join(' · '); }
// adjacency in rows: for node v the places row[v] … row[v+1] of `to` (other end) and `via` (edge)
var degree = new Uint32Array(n), row = new Uint32Array(n + 1), to = new Uint32Array(2 * m), via = new Uint32Array(2 * m), i;
for (i = 0; i < m; i++) { degree[s[i]]++; degree[t[i]]++; }
for (i = 0; i < n; i++) row[i + 1] = row[i] + degree[i];
var at = row.slice(0, n);
for (i = 0; i < m; i++) { to[at[s[i]]] = t[i]; via[at[s[i]]++] = i; to[at[t[i]]] = s[i]; via[at[t[i]]++] = i; }
var byDegree = Array.from({ length: n }, function (_, k) { return k; }).sort(function (a, b) { return degree[b] - degree[a] || a - b; });

var field = $('field'), net = $('net'), over = $('over'), x = net.getContext('2d'), xo = over.getContext('2d'), side = $('side'), tip = $('tip'), search = $('search'), found = $('found'), status = $('status');
var cache = document.createElement('canvas'), back = document.createElement('canvas');
var FONT = '"Microsoft YaHei","PingFang SC","Noto Sans CJK SC","Source Han Sans SC",sans-serif';
var width = 0, height = 0, dpr = 1, k = 1, tx = 0, ty = 0, drawn = null, k0 = 1;
var kindOn = D.kinds.map(function (kind) { return !kind[3]; }), edgeOn = D.edge_kinds.map(function () { return true; }), showInferred = true;
var scope = new Uint8Array(n), shown = new Uint8Array(n), px = X, py = Y, mode = '', ego = [], hovered = -1, selected = -1, edgesShown = 0, calm = false;

// --- what is shown ---------------------------------------------------------------------------------------------------
function refresh() { var c = 0; for (var v = 0; v < n; v++) { shown[v] = scope[v] && kindOn[K[v]] ? 1 : 0; c += shown[v]; } many = Math.min(1, Math.pow(8000 / Math.max(c, 1), 0.35)); if (grouped()) totals(); grid(); say(c); redraw(); }
function live(e) { return shown[s[e]] && shown[t[e]] && edgeOn[E[e]] && (showInferred || !inferred[e]); }
function say(count) {
  edgesShown = 0;
  for (var e = 0; e < m; e++) if (live(e)) edgesShown++;
  var words = W.net_shown.replace('{nodes}', count).replace('{edges}', edgesShown);
  if (grouped()) words += ' · ' + W.net_between;
  if (mode === 'top' && of) words += ' · ' + W.net_opens_groups.replace('{groups}', sizes.length - D.groups.rest).replace('{shown}', D.groups.shown.reduce(function (a, b) { return a + b; }, 0)).replace('{total}', n);
  else if (mode === 'top') words += ' · ' + W.net_opens.replace('{shown}', Math.min(D.opens, n)).replace('{total}', n);
  if (mode === 'ego' && left) words += ' · ' + W.net_more.replace('{count}', left);
  status.textContent = words;
  Array.prototype.forEach.call($('views').children, function (b) { b.setAttribute('aria-pressed', String(b.getAttribute('data-mode') === mode)); });
}
function openTop() {
  mode = 'top'; ego = []; scope.fill(0);
  if (of) gather(D.groups.opening, D.groups.shown);
  else { px = X; py = Y; byDegree.filter(function (v) { return !D.kinds[K[v]][3]; }).slice(0, D.opens).forEach(function (v) { scope[v] = 1; }); }
  refresh(); fit();
}
function openAll() { mode = 'all'; ego = []; if (of) gather(D.groups.whole, sizes); else { px = X; py = Y; } scope.fill(1); refresh(); fit(); }
// groups: each a disc, its best connected nodes in the middle; what belongs to no group stands beside its first relation
var NONE = 255, of = D.groups ? bytes(D.groups.of) : null, sizes = [], heads = [], circles = null, between = null;
if (of) {
  D.groups.whole.forEach(function () { sizes.push(0); heads.push(-1); });
  byDegree.forEach(function (v) { if (of[v] !== NONE) { if (heads[of[v]] < 0) heads[of[v]] = v; sizes[of[v]]++; } });
}
function gather(where, counts) {
  var placed = new Uint32Array(sizes.length), beside = new Uint16Array(n);
  circles = where; px = new Float32Array(n); py = new Float32Array(n);
  byDegree.forEach(function (v) {
    var g = of[v], c = where[g];
    if (g === NONE) return;
    var rank = placed[g]++, far = (c[2] - 90) * Math.sqrt((rank + 0.3) / Math.max(1, Math.min(counts[g], sizes[g]))), turn = rank * 2.39996;
    px[v] = c[0] + far * Math.cos(turn); py[v] = c[1] + far * Math.sin(turn);
    if (rank < counts[g]) scope[v] = 1;
  });
  byDegree.forEach(function (v) {
    if (of[v] !== NONE) return;
    for (var j = row[v]; j < row[v + 1]; j++) {
      var w = to[j];
      if (of[w] === NONE || (mode === 'top' && !scope[w])) continue;
      var turn = 2.39996 * ++beside[w]; px[v] = px[w] + 70 * Math.cos(turn); py[v] = py[w] + 70 * Math.sin(turn); scope[v] = 1;
      break;
    }
  });
}
function grouped() { return of && mode !== 'ego'; }
function totals() {
  // relations between groups, the strongest 150 of them: one line each instead of thousands
  var count = {};
  for (var e = 0; e < m; e++) { var a = of[s[e]], b = of[t[e]]; if (a !== b && a !== NONE && b !== NONE && edgeOn[E[e]] && kindOn[K[s[e]]] && kindOn[K[t[e]]] && (showInferred || !inferred[e])) { var key = Math.min(a, b) * 256 + Math.max(a, b); count[key] = (count[key] || 0) + 1; } }
  between = Object.keys(count).map(function (key) { return [key >> 8, key & 255, count[key]]; }).filter(function (l) { return circles[l[0]][2] && circles[l[1]][2] && !(D.groups.rest && l[1] === sizes.length - 1); }).sort(function (a, b) { return b[2] - a[2] || a[0] - b[0] || a[1] - b[1]; }).slice(0, 150);
}
function home() { if (D.opens) openTop(); else openAll(); }
// a node and its relations, the best connected first, on rings around it
var EGO_MOST = 120, STEP = 900, WIDE = 1.5, left = 0;
function neighbours(v) {
  var seen = {}, list = [];
  for (var j = row[v]; j < row[v + 1]; j++) if (!seen[to[j]] && to[j] !== v && kindOn[K[to[j]]]) { seen[to[j]] = 1; list.push(to[j]); }
  return list.sort(function (a, b) { return K[a] - K[b] || degree[b] - degree[a] || a - b; });
}
function rings(list, cx, cy, from, start) {
  var rest = list.slice(), ring = 0;
  while (rest.length) {
    var radius = from + ring * STEP * 0.8, room = Math.max(6, Math.floor(2 * Math.PI * radius / (STEP * 0.62))), part = rest.splice(0, room);
    part.forEach(function (w, q) { var a = start + 2 * Math.PI * q / part.length + ring * 0.35; px[w] = cx + WIDE * radius * Math.cos(a); py[w] = cy + radius * Math.sin(a); });
    ring++;
  }
}
function openEgo(v) {
  var list = neighbours(v);
  left = Math.max(0, list.length - EGO_MOST);
  if (list.length > EGO_MOST) list = list.sort(function (a, b) { return degree[b] - degree[a] || a - b; }).slice(0, EGO_MOST).sort(function (a, b) { return K[a] - K[b] || degree[b] - degree[a]; });
  mode = 'ego'; ego = [v]; px = px.slice(); py = py.slice(); scope.fill(0); scope[v] = 1; px[v] = 0; py[v] = 0;
  list.forEach(function (w) { scope[w] = 1; });
  rings(list, 0, 0, STEP * (list.length < 9 ? 1.1 : 1.6), -Math.PI / 2);
  refresh(); fit();
}
function expand(v) {
  if (mode !== 'ego') { if (!scope[v] || mode === 'top') { openEgo(v); return; } neighbours(v).forEach(function (w) { scope[w] = 1; }); refresh(); return; }
  var fresh = neighbours(v).filter(function (w) { return !scope[w]; }).sort(function (a, b) { return degree[b] - degree[a]; }).slice(0, 60);
  if (!fresh.length) return;
  // outward: the new ones around the node, the node pushed away from the middle to make room
  var cx = px[v], cy = py[v], d = Math.hypot(cx, cy) || 1, push = STEP * 2.6;
  px[v] = cx + cx / d * push; py[v] = cy + cy / d * push;
  fresh.forEach(function (w) { scope[w] = 1; });
  rings(fresh, px[v], py[v], STEP * 0.95, Math.atan2(cy, cx));
  ego.push(v);
  refresh(); fit();
}

// --- picking ------------------------------------------------------------------------------------------------------------
var G = 1, gx0 = 0, gy0 = 0, cell = 1, gStart = null, gItems = null;
function bounds() {
  var a = [1e9, 1e9, -1e9, -1e9];
  for (var v = 0; v < n; v++) if (shown[v]) { if (px[v] < a[0]) a[0] = px[v]; if (py[v] < a[1]) a[1] = py[v]; if (px[v] > a[2]) a[2] = px[v]; if (py[v] > a[3]) a[3] = py[v]; }
  if (grouped()) circles.forEach(function (c) { if (c[2]) a = [Math.min(a[0], c[0] - c[2]), Math.min(a[1], c[1] - c[2]), Math.max(a[2], c[0] + c[2]), Math.max(a[3], c[1] + c[2])]; });
  return a[0] > a[2] ? [-1, -1, 1, 1] : a;
}
function grid() {
  var b = bounds(), v, c;
  G = Math.max(1, Math.min(256, Math.ceil(Math.sqrt(n / 2)))); gx0 = b[0]; gy0 = b[1]; cell = Math.max(b[2] - b[0], b[3] - b[1], 1) / G * 1.0001;
  gStart = new Uint32Array(G * G + 1);
  for (v = 0; v < n; v++) if (shown[v]) gStart[spot(v) + 1]++;
  for (c = 0; c < G * G; c++) gStart[c + 1] += gStart[c];
  var fill = gStart.slice(0, G * G); gItems = new Uint32Array(gStart[G * G]);
  for (v = 0; v < n; v++) if (shown[v]) gItems[fill[spot(v)]++] = v;
}
function spot(v) { return Math.floor((py[v] - gy0) / cell) * G + Math.floor((px[v] - gx0) / cell); }
function pick(sx, sy) {
  var wx = (sx - tx) / k, wy = (sy - ty) / k, reach = 18 / k, best = -1, least = 1e18;
  var c0 = Math.max(0, Math.floor((wx - reach - gx0) / cell)), c1 = Math.min(G - 1, Math.floor((wx + reach - gx0) / cell)), r0 = Math.max(0, Math.floor((wy - reach - gy0) / cell)), r1 = Math.min(G - 1, Math.floor((wy + reach - gy0) / cell));
  for (var r = r0; r <= r1; r++) for (var c = c0; c <= c1; c++) for (var j = gStart[r * G + c]; j < gStart[r * G + c + 1]; j++) {
    var v = gItems[j], d = Math.hypot(px[v] - wx, py[v] - wy) * k, far = d - radius(v);
    if (far < 5 && d - radius(v) * 0.5 < least) { least = d - radius(v) * 0.5; best = v; }
  }
  return best;
}

// --- drawing --------------------------------------------------------------------------------------------------------------
var most = degree[byDegree[0]] || 1;
var many = 1;
function radius(v) { return many * (2.2 + 9 * Math.sqrt(Math.min(most, D.members[v] ? D.members[v].length : degree[v]) / most)) * Math.max(0.55, Math.min(2, Math.pow(k / k0, 0.4))) * (mode === 'ego' ? 1.2 : 1); }
function figure(c, shape, cx, cy, r) {
  if (r < 1.6) { c.rect(cx - r, cy - r, 2 * r, 2 * r); return; }
  var a, q;
  if (shape === 'square') c.rect(cx - r * 0.9, cy - r * 0.9, r * 1.8, r * 1.8);
  else if (shape === 'diamond') { c.moveTo(cx, cy - r * 1.2); c.lineTo(cx + r * 1.2, cy); c.lineTo(cx, cy + r * 1.2); c.lineTo(cx - r * 1.2, cy); c.closePath(); }
  else if (shape === 'triangle') { c.moveTo(cx, cy - r * 1.15); c.lineTo(cx + r * 1.1, cy + r * 0.85); c.lineTo(cx - r * 1.1, cy + r * 0.85); c.closePath(); }
  else if (shape === 'hexagon' || shape === 'star') {
    var corners = shape === 'star' ? 10 : 6;
    for (q = 0; q < corners; q++) { a = -Math.PI / 2 + 2 * Math.PI * q / corners; var f = shape === 'star' ? (q % 2 ? 0.55 : 1.3) : 1.1; c[q ? 'lineTo' : 'moveTo'](cx + f * r * Math.cos(a), cy + f * r * Math.sin(a)); }
    c.closePath();
  } else { c.moveTo(cx + r, cy); c.arc(cx, cy, r, 0, 7); }
}
var job = 0;
function redraw() {
  // in slices of about 12 ms, into a second bitmap; the first stays on the screen until this one is whole
  var mine = ++job, c = back.getContext('2d'), view = { k: k, tx: tx, ty: ty }, stage = 0, e = 0, v = 0;
  if (back.width !== net.width || back.height !== net.height) { back.width = net.width; back.height = net.height; }
  c.setTransform(1, 0, 0, 1, 0, 0); c.globalAlpha = 1; c.fillStyle = '#FFFFFF'; c.fillRect(0, 0, back.width, back.height); c.setTransform(dpr, 0, 0, dpr, 0, 0);
  if (grouped()) discs(c);
  var order = small2large(), alpha = Math.max(0.1, Math.min(0.6, 0.62 * Math.pow(300 / Math.max(300, edgesShown), 0.36)));
  function slice() {
    if (mine !== job) return;
    var end = performance.now() + 12;
    while (performance.now() < end) {
      if (stage < 2) { e = edges(c, e, stage === 1, alpha); if (e >= m) { e = 0; stage++; } }
      else if (stage === 2) { var stop = Math.min(order.length, v + 600); for (; v < stop; v++) dot(c, order[v]); if (v >= order.length) stage = 3; }
      else { labels(c); done(); return; }
    }
    setTimeout(slice, 0);
  }
  function done() {
    var old = cache; cache = back; back = old; drawn = view;
    quick(); highlight();
    document.documentElement.setAttribute('data-ready', '1');
  }
  slice();
}
function discs(c) {
  var most2 = between.length ? between[0][2] : 1;
  between.forEach(function (l) {
    var a = circles[l[0]], b = circles[l[1]];
    c.beginPath(); c.moveTo(a[0] * k + tx, a[1] * k + ty); c.lineTo(b[0] * k + tx, b[1] * k + ty);
    c.lineWidth = 0.6 + 7 * Math.sqrt(l[2] / most2); c.strokeStyle = '#7E97AD'; c.globalAlpha = 0.28; c.stroke();
  });
  c.globalAlpha = 1; c.lineWidth = 1;
  circles.forEach(function (o) { if (o[2]) { c.beginPath(); c.arc(o[0] * k + tx, o[1] * k + ty, o[2] * k, 0, 7); c.fillStyle = '#F1F5F9'; c.fill(); c.strokeStyle = '#BCCAD7'; c.stroke(); } });
}
function titles(c, taken) {
  // the name of each group in the middle of its disc, the largest groups first; smaller ones come when there is room
  var boxes = [];
  circles.forEach(function (o, g) {
    if (!o[2]) return;
    var rest = D.groups.rest && g === sizes.length - 1, x0 = o[0] * k + tx;
    [[o[2] * k > 55 ? 14 : 12.5], [11.5], [11.5, true]].some(function (way) {
      var size = way[0], font = '600 ' + size + 'px ' + FONT, lines = rest ? [] : folded(L[heads[g]], Math.max(64, 2 * o[2] * k - 8) / size), tall = size + 3;
      lines.push((rest ? W.net_rest : W.net_group).replace('{count}', sizes[g]));
      if (way[1]) lines = [Array.from(rest ? lines[0] : L[heads[g]]).slice(0, 5).join('') + '…'];  // the hover and a click tell the rest
      c.font = font;
      var half = Math.max.apply(null, lines.map(function (line) { return c.measureText(line).width / 2; })), y0 = o[1] * k + ty - lines.length * tall / 2;
      var box = [x0 - half, y0, x0 + half, y0 + lines.length * tall];
      if (boxes.some(function (q) { return box[0] < q[2] + 2 && q[0] < box[2] + 2 && box[1] < q[3] && q[1] < box[3]; })) return false;
      boxes.push(box);
      lines.forEach(function (line, q) { write(c, line, font, size, x0, y0 + q * tall, taken, true, '#0B3C66'); });
      return true;
    });
  });
}
function folded(name, room) {
  // a name on up to three lines of about one length, Latin ones broken at blanks
  var list = Array.from(name), wide = list.reduce(function (sum, ch) { return sum + (ch > '\u2e7f' ? 1 : 0.58); }, 0), rows = Math.min(3, Math.ceil(wide / room)), most3 = rows < 3 ? wide / rows : Math.min(room, wide / 3), out = [''], used = 0;
  list.forEach(function (ch) {
    var next = ch > '\u2e7f' ? 1 : 0.58, latin = ch <= '\u2e7f' && ch !== ' ';
    if (used >= most3 - 0.3 && out.length < rows && !(latin && out[out.length - 1].slice(-1) !== ' ') && '）)》”、，'.indexOf(ch) < 0) {
      var end = out[out.length - 1].slice(-1), moves = '（(《“'.indexOf(end) >= 0 && end ? end : '';  // an opening bracket goes with what it opens
      if (moves) out[out.length - 1] = out[out.length - 1].slice(0, -1);
      out.push(moves); used = moves ? 1 : 0;
    }
    if (used > room + 2) { if (out[out.length - 1].slice(-1) !== '…') out[out.length - 1] += '…'; return; }
    out[out.length - 1] += ch; used += next;
  });
  return out;
}
function small2large() {
  var list = [];
  for (var q = n - 1; q >= 0; q--) if (shown[byDegree[q]]) list.push(byDegree[q]);
  return list;
}
function edges(c, from, dashed, alpha) {
  var e = from, count = 0, inside = grouped();
  if (dashed && !D.i) return m;
  c.beginPath();
  for (; e < m && count < 2500; e++) {
    if ((inferred[e] === 1) !== dashed || !live(e) || (inside && of[s[e]] !== of[t[e]] && of[s[e]] !== NONE && of[t[e]] !== NONE)) continue;
    var x1 = px[s[e]] * k + tx, y1 = py[s[e]] * k + ty, x2 = px[t[e]] * k + tx, y2 = py[t[e]] * k + ty;
    if ((x1 < 0 && x2 < 0) || (y1 < 0 && y2 < 0) || (x1 > width && x2 > width) || (y1 > height && y2 > height)) continue;
    c.moveTo(x1, y1); c.lineTo(x2, y2); count++;
  }
  c.setLineDash(dashed ? [4, 3] : []); c.strokeStyle = dashed ? '#9A5B00' : '#5F7A92'; c.globalAlpha = dashed ? Math.min(0.8, alpha * 1.5) : alpha; c.lineWidth = edgesShown > 20000 ? 0.5 : 0.9;
  c.stroke(); c.setLineDash([]); c.globalAlpha = 1;
  return e;
}
function dot(c, v) {
  var cx = px[v] * k + tx, cy = py[v] * k + ty, r = radius(v);
  if (cx < -r || cy < -r || cx > width + r || cy > height + r) return;
  var kind = D.kinds[K[v]];
  c.beginPath(); figure(c, kind[2], cx, cy, r); c.fillStyle = kind[1]; c.fill();
  if (r > 2.6) { c.lineWidth = 1; c.strokeStyle = '#FFFFFF'; c.stroke(); }
  if (guessed[v]) { c.beginPath(); c.arc(cx, cy, r + 2.5, 0, 6.2832); c.setLineDash([3, 2]); c.lineWidth = 1.5; c.strokeStyle = '#9A5B00'; c.stroke(); c.setLineDash([]); }
}
function label(c, v, taken, force) {
  var cx = px[v] * k + tx, cy = py[v] * k + ty, r = radius(v);
  if (cx < -40 || cy < -10 || cx > width + 40 || cy > height + 10) return false;
  var text = L[v].length > 16 ? L[v].slice(0, 15) + '…' : L[v], size = mode === 'ego' && v === ego[0] ? 15 : r > 7 ? 14 : 12.5;
  return write(c, text, (r > 7 || v === ego[0] ? '600 ' : '') + size + 'px ' + FONT, size, cx, cy + r + 3, taken, force, '#16242F');
}
function write(c, text, font, size, cx, by, taken, force, ink) {
  c.font = font;
  var w = c.measureText(text).width, bx = cx - w / 2, cellsX0 = Math.floor((bx - 4) / 24), cellsX1 = Math.floor((bx + w + 4) / 24), cellsY0 = Math.floor((by - 1) / 9), cellsY1 = Math.floor((by + size + 2) / 9), a, b;
  if (!force) for (a = cellsX0; a <= cellsX1; a++) for (b = cellsY0; b <= cellsY1; b++) if (taken[a + ':' + b]) return false;
  for (a = cellsX0; a <= cellsX1; a++) for (b = cellsY0; b <= cellsY1; b++) taken[a + ':' + b] = 1;
  c.textAlign = 'center'; c.textBaseline = 'top'; c.lineJoin = 'round'; c.lineWidth = 3.5; c.strokeStyle = 'rgba(255,255,255,.94)'; c.strokeText(text, cx, by); c.fillStyle = ink; c.fillText(text, cx, by);
  return true;
}
function labels(c) {
  var taken = {}, count = 0, tried = 0, end = performance.now() + 30;
  if (grouped()) titles(c, taken);
  ego.forEach(function (v) { if (shown[v]) label(c, v, taken, true); });
  for (var q = 0; q < n && count < 260 && tried < 6000 && !(grouped() && k < 1.7 * k0); q++) {
    var v = byDegree[q];
    if (!shown[v] || ego.indexOf(v) >= 0) continue;
    var cx = px[v] * k + tx, cy = py[v] * k + ty;
    if (cx < 0 || cy < 0 || cx > width || cy > height) continue;
    tried++;
    if (label(c, v, taken, false)) count++;
    if (tried % 100 === 0 && performance.now() > end) break;
  }
}
function quick() {
  x.setTransform(1, 0, 0, 1, 0, 0); x.fillStyle = '#FFFFFF'; x.fillRect(0, 0, net.width, net.height);
  if (!drawn) return;
  var f = k / drawn.k;
  x.drawImage(cache, (tx - drawn.tx * f) * dpr, (ty - drawn.ty * f) * dpr, net.width * f, net.height * f);
}
function highlight() {
  xo.setTransform(1, 0, 0, 1, 0, 0); xo.clearRect(0, 0, over.width, over.height); xo.setTransform(dpr, 0, 0, dpr, 0, 0);
  var v = hovered >= 0 ? hovered : selected;
  if (v < 0 || !shown[v]) return;
  var cx = px[v] * k + tx, cy = py[v] * k + ty, near = [], taken = {};
  if (hovered < 0 && (calm || (mode === 'ego' && ego.length === 1 && v === ego[0]))) { circle(cx, cy, v); return; }  // all that is drawn is around it
  for (var j = row[v]; j < row[v + 1] && near.length < 4000; j++) if (live(via[j])) near.push(j);
  xo.fillStyle = 'rgba(255,255,255,.62)'; if (hovered < 0 || near.length) xo.fillRect(0, 0, width, height);
  near.forEach(function (j) {
    var w = to[j], out = s[via[j]] === v;
    xo.beginPath(); xo.moveTo(cx, cy); xo.lineTo(px[w] * k + tx, py[w] * k + ty);
    xo.setLineDash(inferred[via[j]] ? [4, 3] : []); xo.strokeStyle = out ? '#B84A00' : '#0072B2'; xo.lineWidth = 1.5; xo.globalAlpha = near.length > 300 ? 0.35 : 0.85; xo.stroke();
  });
  xo.setLineDash([]); xo.globalAlpha = 1;
  near.forEach(function (j) { dot(xo, to[j]); });
  dot(xo, v);
  circle(cx, cy, v);
  label(xo, v, taken, true);
  near.map(function (j) { return to[j]; }).sort(function (a, b) { return degree[b] - degree[a]; }).slice(0, 60).forEach(function (w) { label(xo, w, taken, false); });
}

function circle(cx, cy, v) { xo.beginPath(); xo.arc(cx, cy, radius(v) + 3.5, 0, 7); xo.lineWidth = 2.5; xo.strokeStyle = '#111111'; xo.stroke(); }

// --- view -------------------------------------------------------------------------------------------------------------------
var frame = 0, rest = 0;
function moved() { cancelAnimationFrame(frame); frame = requestAnimationFrame(function () { quick(); highlight(); }); clearTimeout(rest); rest = setTimeout(redraw, 140); job++; hideTip(); }
function fit() {
  var b = bounds(), pad = 56, w = Math.max(b[2] - b[0], 1), h = Math.max(b[3] - b[1], 1);
  k = Math.min((width - 2 * pad) / w, (height - 2 * pad) / h, mode === 'ego' ? 0.16 : 1); k0 = k; tx = width / 2 - k * (b[0] + b[2]) / 2; ty = height / 2 - k * (b[1] + b[3]) / 2;
  redraw();
}
function zoom(f, cx, cy) { f = Math.max(k0 / 4, Math.min(k0 * 200, k * f)) / k; k *= f; tx = cx - (cx - tx) * f; ty = cy - (cy - ty) * f; moved(); }
function size(first) {
  var w = field.clientWidth, h = field.clientHeight;
  if (w === width && h === height) return;
  if (width) { tx += (w - width) / 2; ty += (h - height) / 2; }
  width = w; height = h; dpr = Math.min(2, window.devicePixelRatio || 1);
  [net, over].forEach(function (c) { c.width = Math.round(w * dpr); c.height = Math.round(h * dpr); });
  drawn = null;
  if (!first) redraw();
}
net.addEventListener('wheel', function (e) { e.preventDefault(); zoom(Math.exp(-Math.max(-120, Math.min(120, e.deltaY)) * 0.0022), e.offsetX, e.offsetY); }, { passive: false });
var drag = null;
net.addEventListener('pointerdown', function (e) { drag = [e.clientX, e.clientY, tx, ty, false]; net.setPointerCapture(e.pointerId); });
net.addEventListener('pointermove', function (e) {
  if (drag) { var dx = e.clientX - drag[0], dy = e.clientY - drag[1]; if (drag[4] || Math.abs(dx) + Math.abs(dy) > 4) { drag[4] = true; tx = drag[2] + dx; ty = drag[3] + dy; moved(); } return; }
  var v = pick(e.offsetX, e.offsetY);
  net.style.cursor = v >= 0 ? 'pointer' : 'grab';
  if (v !== hovered) { hovered = v; highlight(); hideTip(); if (v >= 0) tipTimer = setTimeout(function () { showTip(v, e.clientX, e.clientY); }, 260); }
});
net.addEventListener('pointerup', function (e) { var was = drag; drag = null; if (was && !was[4]) { var v = pick(e.offsetX, e.offsetY); if (v >= 0) open(v); else if (selected >= 0) close(); } });
net.addEventListener('pointerleave', function () { if (!drag) { hovered = -1; hideTip(); highlight(); } });
net.addEventListener('dblclick', function (e) { var v = pick(e.offsetX, e.offsetY); if (v >= 0) expand(v); });
var tipTimer = 0;
function hideTip() { clearTimeout(tipTimer); tip.hidden = true; }
function showTip(v, cx, cy) {
  clear(tip);
  put(tip, el('b', '', L[v]), el('span', '', about(v)));
  tip.hidden = false;
  var r = tip.getBoundingClientRect();
  tip.style.left = Math.max(4, Math.min(cx + 14, innerWidth - r.width - 6)) + 'px'; tip.style.top = Math.max(4, Math.min(cy + 14, innerHeight - r.height - 6)) + 'px';
}

// --- panel, search, legend ------------------------------------------------------------------------------------------------------
function el(name, cls, words) { var e = document.createElement(name); if (cls) e.className = cls; if (words !== undefined && words !== null) e.textContent = words; return e; }
function put(parent) { for (var q = 1; q < arguments.length; q++) if (arguments[q]) parent.appendChild(arguments[q]); return parent; }
function clear(e) { while (e.firstChild) e.removeChild(e.firstChild); }
function button(words, cls, act) { var b = el('button', cls, words); b.type = 'button'; b.addEventListener('click', act); return b; }
function swatch(kind) {
  var c = document.createElement('canvas'), r = Math.min(2, window.devicePixelRatio || 1), d = c.getContext('2d');
  c.width = c.height = 16 * r; c.style.width = c.style.height = '16px'; d.scale(r, r); d.beginPath(); figure(d, kind[2], 8, 8, 6); d.fillStyle = kind[1]; d.fill();
  c.setAttribute('aria-hidden', 'true');
  return c;
}
function open(v) {
  calm = false; selected = v; hovered = -1;
  clear(side); side.hidden = false; side.scrollTop = 0;
  var bar = el('div', 'row'), shut = button('✕', 'x-close', close), acts = el('div', 'acts');
  shut.setAttribute('aria-label', W.close);
  put(side, put(bar, el('h2', '', L[v]), shut), el('p', 'quiet', about(v)));
  put(acts, button(W.net_only, 'main', function () { openEgo(v); open(v); }), button(W.net_expand, '', function () { expand(v); }));
  if (mode === 'ego') put(acts, button(W.net_back, '', function () { home(); open(v); }));
  put(side, acts);
  if (D.members[v]) {
    var all = el('ul', 'list');
    D.members[v].forEach(function (name) { put(all, put(el('li'), swatch(D.kinds[K[v]]), el('span', '', name))); });
    put(side, el('h3', '', W.net_members), all);
  }
  var groups = {};
  for (var j = row[v]; j < row[v + 1]; j++) { var e = via[j], key = E[e] + (s[e] === v ? '>' : '<'); (groups[key] = groups[key] || []).push(j); }
  Object.keys(groups).sort().forEach(function (key) {
    var list = groups[key].sort(function (a, b) { return degree[to[b]] - degree[to[a]] || to[a] - to[b]; }), h = el('h3', '', D.edge_kinds[parseInt(key, 10)] + (key.slice(-1) === '>' ? ' →' : ' ←')), ul = el('ul', 'list');
    put(side, put(h, el('small', '', list.length)), ul);
    list.slice(0, 40).forEach(function (j) {
      var w = to[j], e = via[j], said = [];
      if (D.edge_labels[e]) said.push(D.edge_labels[e]);
      if (inferred[e]) said.push(W.net_inferred.replace(/[（(].*$/, ''));
      if (sure && sure[e] !== 255) said.push(W.net_confidence.replace('{value}', (sure[e] / 100).toFixed(2)));
      put(ul, put(el('li'), swatch(D.kinds[K[w]]), button(L[w], 'link', function () { go(w); }), el('small', '', said.join(' · '))));
    });
    if (list.length > 40) put(side, el('p', 'quiet cut', W.net_more.replace('{count}', list.length - 40)));
  });
  size(); highlight();
}
function close() { side.hidden = true; selected = -1; size(); highlight(); }
function go(v) {
  if (!shown[v]) openEgo(v);
  else { var sx = px[v] * k + tx, sy = py[v] * k + ty; if (sx < 60 || sy < 60 || sx > width - 60 || sy > height - 60) { tx += width / 2 - sx; ty += height / 2 - sy; moved(); } }
  open(v);
}
var lower = null, hitAt = -1;
function look() {
  var q = search.value.trim().toLowerCase(), hits = [];
  clear(found); hitAt = -1; found.hidden = !q; search.setAttribute('aria-expanded', String(!!q));
  if (!q) return;
  lower = lower || L.map(function (l) { return l.toLowerCase(); });
  for (var j = 0; j < n && hits.length < 400; j++) { var v = byDegree[j], p = lower[v].indexOf(q); if (p >= 0) hits.push([p === 0 ? 0 : 1, j, v]); }
  hits.sort(function (a, b) { return a[0] - b[0] || a[1] - b[1]; }).slice(0, 40).forEach(function (h) {
    var d = el('div', '', L[h[2]]);
    d.setAttribute('role', 'option'); d.setAttribute('data-i', h[2]);
    put(d, el('small', '', D.kinds[K[h[2]]][0] + ' · ' + degree[h[2]]));
    d.addEventListener('mousedown', function (e) { e.preventDefault(); take(h[2]); });
    put(found, d);
  });
  if (!hits.length) put(found, el('div', '', W.found_none));
}
function take(v) { search.value = ''; look(); openEgo(v); open(v); net.focus({ preventScroll: true }); }
search.addEventListener('input', look);
search.addEventListener('keydown', function (e) {
  var items = found.querySelectorAll('[data-i]');
  if (!items.length) return;
  if (e.key === 'ArrowDown' || e.key === 'ArrowUp') {
    e.preventDefault(); hitAt = (hitAt + (e.key === 'ArrowDown' ? 1 : -1) + items.length) % items.length;
    items.forEach(function (d, q) { d.className = q === hitAt ? 'on' : ''; }); items[hitAt].scrollIntoView({ block: 'nearest' });
  } else if (e.key === 'Enter') { e.preventDefault(); take(+items[Math.max(0, hitAt)].getAttribute('data-i')); }
});
document.addEventListener('mousedown', function (e) { if (!found.hidden && !e.target.closest('.find')) found.hidden = true; });
document.addEventListener('keydown', function (e) {
  if (e.key === '/' && e.target !== search) { e.preventDefault(); search.focus(); search.select(); return; }
  if (e.key === 'Escape') {
    hideTip();
    if (!found.hidden || search.value) { search.value = ''; look(); search.blur(); } else if (!side.hidden) close(); else if (mode === 'ego') home();
    return;
  }
  if (e.target === search || e.ctrlKey || e.metaKey || e.altKey) return;
  if (e.key === '+' || e.key === '=') zoom(1.3, width / 2, height / 2);
  else if (e.key === '-') zoom(1 / 1.3, width / 2, height / 2);
  else if (e.key === '0') fit();
  else if (e.target === net && e.key.indexOf('Arrow') === 0) { e.preventDefault(); tx += e.key === 'ArrowLeft' ? 80 : e.key === 'ArrowRight' ? -80 : 0; ty += e.key === 'ArrowUp' ? 80 : e.key === 'ArrowDown' ? -80 : 0; moved(); }
  else if (e.target === net && e.key === 'Enter' && selected < 0) { for (var q = 0; q < n; q++) if (shown[byDegree[q]]) { open(byDegree[q]); break; } }
  else if (e.target === net && e.key === 'Enter') expand(selected);
});
function legend() {
  var host = $('legend'), kinds = el('div', 'states'), lines = el('div', 'keys'), counts = new Uint32Array(D.kinds.length), edgeCounts = new Uint32Array(D.edge_kinds.length);
  for (var v = 0; v < n; v++) counts[K[v]]++;
  for (var e = 0; e < m; e++) edgeCounts[E[e]]++;
  kinds.setAttribute('role', 'group'); kinds.setAttribute('aria-label', W.net_kinds); lines.setAttribute('role', 'group'); lines.setAttribute('aria-label', W.net_edge_kinds);
  function toggle(words, count, icon, list, at, name) {
    var b = button('', 'lg', function () { list[at] = !list[at]; b.setAttribute('aria-pressed', String(list[at])); refresh(); });
    b.setAttribute('aria-pressed', String(list[at])); b.setAttribute('data-' + name, at);
    put(b, icon, el('span', '', words), el('b', '', count));
    return b;
  }
  D.kinds.forEach(function (kind, q) { put(kinds, toggle(kind[0], counts[q], swatch(kind), kindOn, q, 'kind')); });
  D.edge_kinds.forEach(function (name, q) { put(lines, toggle(name, edgeCounts[q], null, edgeOn, q, 'edge')); });
  if (D.i) {
    var b = button('', 'lg', function () { showInferred = !showInferred; b.setAttribute('aria-pressed', String(showInferred)); refresh(); });
    b.setAttribute('aria-pressed', 'true'); b.setAttribute('data-inferred', '');
    put(lines, put(b, el('span', '', '┄ ' + W.net_inferred), el('b', '', inferred.reduce(function (a, c) { return a + c; }, 0))));
  }
  if (D.edge_kinds.length > D.few) lines = put(el('details', 'more'), el('summary', '', W.net_edge_kinds + W.colon + D.edge_kinds.length), lines);
  put(host, kinds, lines);
  var notes = el('div', 'notes');
  D.notes.forEach(function (note) { put(notes, el('span', 'note', note)); });
  if (D.notes.length) put(host, notes);
  if (D.opens) {
    [['top', W.net_top, openTop], ['all', W.net_all, openAll]].forEach(function (o) { var v2 = button(o[1], '', o[2]); v2.setAttribute('data-mode', o[0]); put($('views'), v2); });
  }
}
$('do-fit').addEventListener('click', fit);
$('do-png').addEventListener('click', function () { networkPicture(cache, [width, height], D.title, [status.textContent].concat(D.notes), W.export_failed); });
var waiting = 0;
addEventListener('resize', function () { cancelAnimationFrame(waiting); waiting = requestAnimationFrame(function () { size(); }); });
net.title = '';
legend(); size(true);
if (D.focus >= 0 && !D.opens) { home(); selected = D.focus; calm = true; highlight(); } else if (D.focus >= 0) openEgo(D.focus); else home();
})();
