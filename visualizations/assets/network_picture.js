// the picture that is saved: title, facts and the kinds that are switched on above what the window shows
function networkPicture(bitmap, size, title, says, failed) {
  'use strict';
  var FONT = '"Microsoft YaHei","PingFang SC","Noto Sans CJK SC","Source Han Sans SC",sans-serif', PAD = 16, ROW = 24;
  var canvas = document.createElement('canvas'), d = canvas.getContext('2d'), scale = bitmap.width / size[0], rows = [];
  function row(font, ink, items) { rows.push({ font: font, ink: ink, items: items }); }
  function flow(font, ink, items) {
    // as many rows as the words need
    var line = [], x = 0;
    d.font = font;
    items.forEach(function (item) {
      var w = d.measureText(item[0]).width + (item[1] ? 22 : 0) + 18;
      if (line.length && x + w > size[0] - 2 * PAD) { row(font, ink, line); line = []; x = 0; }
      line.push([item[0], item[1], x]); x += w;
    });
    if (line.length) row(font, ink, line);
  }
  var words = function (e) { return e.textContent; }, list = function (css) { return Array.prototype.slice.call(document.querySelectorAll(css)); };
  flow('600 20px ' + FONT, '#0B3C66', [[title, null]]);
  flow('13px ' + FONT, '#33475A', list('.facts span').map(function (e) { return [words(e), null]; }).concat(says.filter(Boolean).map(function (s) { return [s, null]; })));
  flow('13px ' + FONT, '#1A2A38', list('.legend .states .lg[aria-pressed=true]').map(function (b) { return [words(b.querySelector('span')) + ' ' + words(b.querySelector('b')), b.firstElementChild]; }));
  var top = 12 + rows.length * ROW;
  canvas.width = bitmap.width; canvas.height = Math.round(bitmap.height + top * scale);
  d.fillStyle = '#FFFFFF'; d.fillRect(0, 0, canvas.width, canvas.height);
  d.drawImage(bitmap, 0, Math.round(top * scale));
  d.scale(scale, scale); d.textBaseline = 'middle';
  rows.forEach(function (r, n) {
    var y = 12 + n * ROW + 10;
    d.font = r.font;
    r.items.forEach(function (item) {
      var x = PAD + item[2], icon = item[1];
      if (icon && icon.tagName === 'CANVAS') d.drawImage(icon, x, y - 8, 16, 16);
      else if (icon) { var path = icon.querySelector('path'), shape = new Path2D(path.getAttribute('d')); d.save(); d.translate(x, y - 8); d.fillStyle = path.getAttribute('fill'); d.fill(shape); d.restore(); }
      d.fillStyle = r.ink; d.fillText(item[0], x + (icon ? 22 : 0), y);
    });
  });
  canvas.toBlob(function (b) {
    if (!b) { alert(failed); return; }
    var a = document.createElement('a');
    a.href = URL.createObjectURL(b); a.download = title + '.png'; document.body.appendChild(a); a.click(); document.body.removeChild(a);
  });
}
