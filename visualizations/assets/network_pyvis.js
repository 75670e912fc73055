(function () {
'use strict';
var D = JSON.parse(document.getElementById('data').textContent), W = D.words, L = D.labels;
function $(id) { return document.getElementById(id); }
var side = $('side'), search = $('search'), found = $('found'), hitAt = -1, status = $('status');
var near = L.map(function () { return []; });
edges.forEach(function (e) { near[e.from].push([e.to, '→', e.title]); near[e.to].push([e.from, '←', e.title]); });
function el(name, cls, words) { var e = document.createElement(name); if (cls) e.className = cls; if (words !== undefined) e.textContent = words; return e; }
function put(parent) { for (var q = 1; q < arguments.length; q++) parent.appendChild(arguments[q]); return parent; }
function clear(e) { while (e.firstChild) e.removeChild(e.firstChild); }
function button(words, cls, act) { var b = el('button', cls, words); b.type = 'button'; b.addEventListener('click', act); return b; }
function refit() { network.setSize('100%', '100%'); network.redraw(); }
function open(v) {
  clear(side); side.hidden = false;
  var shut = button('✕', 'x-close', close); shut.setAttribute('aria-label', W.close);
  put(side, put(el('div', 'row'), el('h2', '', L[v]), shut), el('p', 'quiet', [D.kinds[D.of[v]], W.net_degree.replace('{count}', near[v].length), D.guessed[v]].filter(Boolean).join(' · ')), el('h3', '', W.net_neighbours));
  if (D.members[v]) {
    var all = el('ul', 'list');
    D.members[v].forEach(function (name) { put(all, put(el('li'), el('span', '', name))); });
    side.insertBefore(all, side.insertBefore(el('h3', '', W.net_members), side.lastChild).nextSibling);
  }
  var ul = el('ul', 'list');
  near[v].slice(0, 60).forEach(function (o) { put(ul, put(el('li'), button(o[1] + ' ' + L[o[0]], 'link', function () { go(o[0]); }), el('small', '', (o[2] || '').split('\n')[0]))); });
  put(side, ul);
  if (near[v].length > 60) put(side, el('p', 'quiet', W.net_more.replace('{count}', near[v].length - 60)));
  refit();
}
function close() { side.hidden = true; network.unselectAll(); refit(); }
function go(v) { network.selectNodes([v]); network.focus(v, { scale: Math.max(0.9, network.getScale()), animation: false }); open(v); }
network.on('click', function (p) { if (p.nodes.length) open(p.nodes[0]); else if (!side.hidden) close(); });
function look() {
  var q = search.value.trim().toLowerCase(), hits = [];
  clear(found); hitAt = -1; found.hidden = !q; search.setAttribute('aria-expanded', String(!!q));
  if (!q) return;
  L.forEach(function (l, v) { var p = l.toLowerCase().indexOf(q); if (p >= 0) hits.push([p ? 1 : 0, -near[v].length, v]); });
  hits.sort(function (a, b) { return a[0] - b[0] || a[1] - b[1] || a[2] - b[2]; }).slice(0, 40).forEach(function (h) {
    var d = el('div', '', L[h[2]]); d.setAttribute('role', 'option'); d.setAttribute('data-i', h[2]);
    put(d, el('small', '', D.kinds[D.of[h[2]]]));
    d.addEventListener('mousedown', function (e) { e.preventDefault(); take(h[2]); });
    put(found, d);
  });
  if (!hits.length) put(found, el('div', '', W.found_none));
}
function take(v) { search.value = ''; look(); go(v); }
search.addEventListener('input', look);
search.addEventListener('keydown', function (e) {
  var items = found.querySelectorAll('[data-i]');
  if (!items.length) return;
  if (e.key === 'ArrowDown' || e.key === 'ArrowUp') {
    e.preventDefault(); hitAt = (hitAt + (e.key === 'ArrowDown' ? 1 : -1) + items.length) % items.length;
    items.forEach(function (d, q) { d.className = q === hitAt ? 'on' : ''; });
  } else if (e.key === 'Enter') { e.preventDefault(); take(+items[Math.max(0, hitAt)].getAttribute('data-i')); }
});
document.addEventListener('mousedown', function (e) { if (!found.hidden && !e.target.closest('.find')) found.hidden = true; });
document.addEventListener('keydown', function (e) {
  if (e.key === '/' && e.target !== search) { e.preventDefault(); search.focus(); }
  else if (e.key === 'Escape') { if (!found.hidden || search.value) { search.value = ''; look(); search.blur(); } else if (!side.hidden) close(); }
  else if (e.target !== search && (e.key === '+' || e.key === '=' || e.key === '-')) network.moveTo({ scale: network.getScale() * (e.key === '-' ? 1 / 1.3 : 1.3) });
  else if (e.target !== search && e.key === '0') network.fit();
});
// the legend: kinds of nodes, kinds of relations, inferred ones; what is off is hidden, and the count says what is left
var buttons = Array.prototype.slice.call(document.querySelectorAll('.legend .lg')), dashed = {}, ids = edges.getIds();
D.inferred.forEach(function (i) { dashed[i] = 1; });
function on(name, at) { return document.querySelector('.legend [data-' + name + (at === undefined ? '' : '="' + at + '"') + ']').getAttribute('aria-pressed') === 'true'; }
function filter() {
  var kinds = D.kinds.map(function (_, i) { return on('kind', i); }), lines = D.edge_kinds.map(function (_, i) { return on('edge', i); }), guesses = !D.inferred.length || on('inferred'), left = 0, related = 0;
  nodes.update(D.of.map(function (of, v) { if (kinds[of]) left++; return { id: v, hidden: !kinds[of] }; }));
  edges.update(ids.map(function (id, e) {
    var ends = edges.get(id), shown = lines[D.edge_of[e]] && (guesses || !dashed[e]);
    if (shown && kinds[D.of[ends.from]] && kinds[D.of[ends.to]]) related++;
    return { id: id, hidden: !shown };
  }));
  status.textContent = W.net_shown.replace('{nodes}', left).replace('{edges}', related);
}
buttons.forEach(function (b) {
  b.addEventListener('click', function () { b.setAttribute('aria-pressed', String(b.getAttribute('aria-pressed') !== 'true')); filter(); });
});
filter();
$('do-fit').addEventListener('click', function () { network.fit(); });
$('do-png').addEventListener('click', function () {
  var drawn = document.querySelector('#mynetwork canvas');
  networkPicture(drawn, [drawn.clientWidth, drawn.clientHeight], D.title, [status.textContent].concat(D.notes), W.export_failed);
});
network.once('afterDrawing', function () { document.documentElement.setAttribute('data-ready', '1'); });
network.fit();
// in a smaller window than the page was laid out for, names keep a size that can be read, as far as they were given room to grow
(function () {
  var LEAST = 11.5, named = Math.max.apply(null, nodes.map(function (v) { return v.font.size; }).concat([0])), seen = named * network.getScale();
  if (seen >= LEAST || seen < 8) return;
  nodes.update(nodes.get().filter(function (v) { return v.font.size === named; }).map(function (v) { return { id: v.id, font: { size: Math.min(LEAST / network.getScale(), named * 1.25) } }; }));
})();
if (D.focus >= 0) network.selectNodes([D.focus], false);
})();
