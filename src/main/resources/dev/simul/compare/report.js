'use strict';
// Draws the timelines. Whatever comes from the data reaches the page as text or as a colour, never as markup.
(() => {
  const data = JSON.parse(document.getElementById('data').textContent);
  const PHASES = data.phases;
  const OTHER = PHASES.length; // what no phase covers
  const KINDS = [...PHASES, 'other'];
  const WORST_MERGE = 2; // device pixels: rows lower than this are averaged
  const AXIS = 24;
  const LANE = 34;
  const PALEST = 0.4;
  const LEAST_SPAN = 50; // microseconds
  const LEAST_ROWS = 6;
  const EAGER_ROWS = 3000; // so many are drawn as well where nobody looks yet, as a picture of the whole page does
  const narrow = matchMedia('(max-width: 40rem)');

  // ---- reading

  function bytesOf(base64) {
    return Uint8Array.from(atob(base64), c => c.charCodeAt(0));
  }

  function reader(bytes) {
    let at = 0;
    const next = () => {
      let value = 0;
      let factor = 1; // shifts would end at 32 bits
      for (;;) {
        const b = bytes[at++];
        value += (b & 0x7f) * factor;
        if (b < 0x80) return value;
        factor *= 128;
      }
    };
    const signed = () => {
      const value = next();
      return value % 2 === 0 ? value / 2 : -(value + 1) / 2;
    };
    return {next, signed};
  }

  function readNames() {
    const shared = reader(bytesOf(data.shared));
    let before = '';
    return data.names.map(rest => (before = before.slice(0, shared.next()) + rest));
  }

  function readRows(model) {
    const n = model.rows;
    const rows = {
      n,
      name: new Int32Array(n),
      start: new Float64Array(n),
      elapsed: new Float64Array(n),
      anchor: new Float64Array(n), // when the phases begin, from the start on
      status: new Uint16Array(n),
      error: new Uint8Array(n),
      hops: new Uint32Array(n),
      phase: PHASES.map(() => new Float64Array(n).fill(-1)),
    };
    const read = reader(bytesOf(model.data));
    let name = 0;
    let start = 0;
    for (let i = 0; i < n; i++) {
      name += read.signed();
      start += read.next();
      rows.name[i] = name * model.step;
      rows.start[i] = start;
      rows.elapsed[i] = read.next();
      rows.status[i] = read.next();
      rows.error[i] = read.next();
      rows.hops[i] = read.next();
      const present = read.next();
      let sum = 0;
      for (let p = 0; p < PHASES.length; p++) {
        if (present & (1 << p)) sum += rows.phase[p][i] = read.next();
      }
      // Of several attempts the last one has the phases, and the visit ends with it.
      rows.anchor[i] = rows.hops[i] > 1 ? Math.max(0, rows.elapsed[i] - sum) : 0;
    }
    return rows;
  }

  function readMoments(model) {
    const read = reader(bytesOf(model.busy));
    const moments = [];
    let end = 0;
    for (let i = 0; i < model.moments; i++) {
      const from = end + read.next();
      const until = from + read.next();
      moments.push({from, until, share: read.next() / (until - from)});
      end = until;
    }
    return moments;
  }

  const names = readNames();

  // ---- telling

  function time(micros) {
    if (micros >= 1e8) return (micros / 1e6).toFixed(0) + ' s';
    if (micros >= 1e6) return (micros / 1e6).toFixed(2) + ' s';
    if (micros >= 1e4) return (micros / 1e3).toFixed(0) + ' ms';
    if (micros >= 1e3) return (micros / 1e3).toFixed(1) + ' ms';
    return micros.toFixed(0) + ' µs';
  }

  function element(name, className, text) {
    const made = document.createElement(name);
    if (className) made.className = className;
    if (text !== undefined) made.textContent = text;
    return made;
  }

  function segments(rows, i) {
    const found = [];
    let at = rows.start[i] + rows.anchor[i];
    const end = rows.start[i] + rows.elapsed[i];
    if (rows.anchor[i] > 0) found.push({kind: OTHER, from: rows.start[i], until: at});
    for (let p = 0; p < PHASES.length; p++) {
      const length = rows.phase[p][i];
      if (length < 0) continue;
      const until = Math.min(end, at + length);
      if (until > at) found.push({kind: p, from: at, until});
      at = Math.max(at, until);
    }
    if (end > at) found.push({kind: OTHER, from: at, until: end});
    return found;
  }

  function describe(tip, rows, i, merged) {
    tip.replaceChildren();
    tip.append(element('div', 'tip-name', names[rows.name[i]] || 'no. ' + (rows.name[i] + 1)));
    const answer = [];
    if (rows.status[i]) answer.push(String(rows.status[i]));
    if (rows.error[i]) answer.push(data.errors[rows.error[i] - 1]);
    answer.push('from ' + time(rows.start[i]));
    answer.push(time(rows.elapsed[i]) + ' long');
    if (rows.hops[i] > 1) answer.push(rows.hops[i] + ' requests');
    if (merged > 1) answer.push('one of ' + merged + ' rows at this point');
    tip.append(element('div', 'tip-when', answer.join(' · ')));
    const list = element('ul');
    for (const segment of segments(rows, i)) {
      if (segment.until - segment.from < 1) continue;
      const item = element('li');
      item.append(element('i', 'swatch ' + KINDS[segment.kind]));
      item.append(element('span', '', KINDS[segment.kind]));
      item.append(element('span', '', time(segment.until - segment.from)));
      list.append(item);
    }
    tip.append(list);
  }

  // ---- drawing

  function colours() {
    const style = getComputedStyle(document.documentElement);
    const get = name => style.getPropertyValue('--' + name).trim();
    return {kinds: KINDS.map(get), loop: get('loop'), ink: get('ink'), quiet: get('quiet'), line: get('line'), card: get('card')};
  }

  function rgb(colour) {
    const hex = colour.slice(1);
    const full = hex.length === 3 ? [...hex].map(c => c + c).join('') : hex;
    return [0, 2, 4].map(at => parseInt(full.slice(at, at + 2), 16));
  }

  function niceStep(span, ticks) {
    const raw = span / ticks;
    const power = 10 ** Math.floor(Math.log10(raw));
    return [1, 2, 5, 10].map(f => f * power).find(step => step >= raw);
  }

  /** Adds to what a row of pixels shows of each kind; long pieces by their ends, which are summed up later. */
  function cover(cells, steps, offset, from, until, weight) {
    const first = Math.floor(from);
    const last = Math.floor(until);
    if (first === last) {
      cells[offset + first] += (until - from) * weight;
      return;
    }
    cells[offset + first] += (first + 1 - from) * weight;
    cells[offset + last] += (until - last) * weight;
    steps[offset + first + 1] += weight;
    steps[offset + last] -= weight;
  }

  class Timeline {
    constructor(holder, model) {
      this.holder = holder;
      this.model = model;
      this.rows = readRows(model);
      this.moments = readMoments(model);
      this.wall = Math.max(model.wall, 1);
      this.scale = this.wall;
      this.selected = -1;
      this.scheduled = false;
      this.pointers = new Map();
      this.reset();
      this.build();
    }

    reset() {
      this.from = 0;
      this.until = this.scale;
      this.first = 0;
      this.last = Math.max(1, this.rows.n); // exclusive, and not whole while it is zoomed
    }

    get zoomed() {
      return this.until - this.from < this.scale * 0.999 || this.last - this.first < this.rows.n * 0.999;
    }

    get lane() {
      return this.moments.length > 0 ? LANE : 0;
    }

    build() {
      const figure = this.holder.closest('figure');
      this.canvas = element('canvas');
      this.canvas.tabIndex = 0;
      this.canvas.setAttribute('role', 'img');
      this.canvas.setAttribute('aria-label', 'Timeline of ' + this.model.label);
      this.canvas.setAttribute('aria-describedby', figure.querySelector('figcaption').id);
      this.context = this.canvas.getContext('2d');
      this.drawing = element('canvas'); // without what is selected, so that pointing costs a copy
      this.tip = element('div', 'tip');
      this.tip.hidden = true;
      this.tip.setAttribute('role', 'status');
      const zoom = element('div', 'zoom');
      this.out = this.button(zoom, '−', 'Zoom out', () => this.zoomAt(0.5, 0.5, 0.5));
      this.button(zoom, '+', 'Zoom in', () => this.zoomAt(2, 0.5, 0.5));
      this.all = this.button(zoom, 'All', 'Show all', () => this.showAll());
      this.holder.append(this.canvas, zoom, this.tip);
      this.listen();
      // Later, since it changes the height of what is observed.
      new ResizeObserver(() => requestAnimationFrame(() => this.resize())).observe(this.holder);
      new IntersectionObserver(seen => {
        this.visible = seen[seen.length - 1].isIntersecting;
        if (this.visible) this.redraw();
      }, {rootMargin: '200px'}).observe(this.holder);
    }

    button(parent, text, label, action) {
      const made = element('button', '', text);
      made.type = 'button';
      made.setAttribute('aria-label', label);
      made.title = label;
      made.addEventListener('click', action);
      parent.append(made);
      return made;
    }

    /** So high that rows can be told apart, as far as a screen goes. */
    rowsHeight() {
      return Math.round(Math.min(Math.max(this.rows.n * 7, 90), narrow.matches ? 300 : 380));
    }

    resize() {
      const width = this.holder.clientWidth;
      const ratio = window.devicePixelRatio || 1;
      if (width === 0 || (width === this.width && ratio === this.ratio)) return;
      const height = this.rowsHeight() + this.lane + AXIS;
      this.ratio = ratio;
      this.width = width;
      this.height = height;
      this.canvas.width = Math.round(width * ratio);
      this.canvas.height = Math.round(height * ratio);
      this.canvas.style.height = height + 'px';
      this.drawing.width = this.canvas.width;
      this.drawing.height = this.canvas.height;
      this.redraw();
    }

    redraw() {
      this.stale = true;
      this.show();
    }

    show() {
      const later = !this.visible && this.rows.n > EAGER_ROWS; // once it is scrolled to
      if (this.scheduled || later || !this.width) return;
      this.scheduled = true;
      requestAnimationFrame(() => {
        this.scheduled = false;
        if (this.stale) this.draw();
        const pen = this.context;
        pen.clearRect(0, 0, this.canvas.width, this.canvas.height);
        pen.drawImage(this.drawing, 0, 0);
        this.drawSelected(pen);
      });
    }

    /** Where the rows end, in device pixels. */
    get bottom() {
      return Math.round(this.rowsHeight() * this.ratio);
    }

    x(micros) {
      return (micros - this.from) / (this.until - this.from) * this.canvas.width;
    }

    draw() {
      const colour = colours();
      this.stale = false;
      const pen = this.drawing.getContext('2d');
      const bottom = this.bottom;
      pen.clearRect(0, 0, this.canvas.width, this.canvas.height);
      const rowHeight = bottom / (this.last - this.first);
      if (rowHeight < WORST_MERGE) {
        this.drawMerged(pen, colour, bottom, rowHeight);
      } else {
        this.drawRows(pen, colour, bottom, rowHeight);
      }
      this.drawAxis(pen, colour, bottom);
      if (this.lane) this.drawLane(pen, colour, bottom);
      this.holder.classList.toggle('zoomed', this.zoomed);
      this.out.disabled = this.all.disabled = !this.zoomed;
      this.canvas.dataset.drawn = Math.floor(this.first) + '-' + Math.min(this.rows.n, Math.ceil(this.last));
    }

    drawRows(pen, colour, bottom, rowHeight) {
      const gap = rowHeight >= 4 * this.ratio ? this.ratio : 0;
      const end = Math.min(this.rows.n, Math.ceil(this.last));
      for (let i = Math.floor(this.first); i < end; i++) {
        const top = Math.max(0, Math.round((i - this.first) * rowHeight));
        const height = Math.min(bottom, Math.round((i + 1 - this.first) * rowHeight)) - top - gap;
        for (const segment of segments(this.rows, i)) {
          const left = Math.max(0, this.x(segment.from));
          const right = Math.min(this.canvas.width, this.x(segment.until));
          if (right <= left) continue;
          pen.fillStyle = colour.kinds[segment.kind];
          pen.fillRect(left, top, right - left, height);
        }
      }
    }

    /**
     * Each pixel has the mean colour of what it stands for. The less of it is filled the paler it is, but never so pale that
     * nobody sees it: of thousands of rows a few at a time are a thin line.
     */
    drawMerged(pen, colour, bottom, rowHeight) {
      const width = this.canvas.width;
      const stride = width + 2;
      const cells = new Float32Array(KINDS.length * stride);
      const steps = new Float32Array(KINDS.length * stride);
      const paint = colour.kinds.map(rgb);
      const paper = rgb(colour.card);
      const image = pen.createImageData(width, bottom);
      for (let y = 0; y < bottom; y++) {
        cells.fill(0);
        steps.fill(0);
        const above = this.first + y / rowHeight;
        const below = this.first + (y + 1) / rowHeight;
        const end = Math.min(this.rows.n, Math.ceil(below));
        for (let i = Math.floor(above); i < end; i++) {
          const weight = (Math.min(i + 1, below) - Math.max(i, above)) * rowHeight;
          if (weight > 0) this.coverRow(cells, steps, stride, i, weight);
        }
        this.mix(image.data, y * width * 4, cells, steps, stride, paint, paper);
      }
      pen.putImageData(image, 0, 0);
    }

    coverRow(cells, steps, stride, i, weight) {
      for (const segment of segments(this.rows, i)) {
        const from = Math.max(0, this.x(segment.from));
        const until = Math.min(this.canvas.width, this.x(segment.until));
        if (until > from) cover(cells, steps, segment.kind * stride, from, until, weight);
      }
    }

    mix(pixels, at, cells, steps, stride, paint, paper) {
      const running = new Float32Array(KINDS.length);
      for (let x = 0; x < this.canvas.width; x++, at += 4) {
        let red = 0;
        let green = 0;
        let blue = 0;
        let filled = 0;
        for (let kind = 0; kind < KINDS.length; kind++) {
          running[kind] += steps[kind * stride + x];
          const share = running[kind] + cells[kind * stride + x];
          if (share < 1e-4) continue;
          red += paint[kind][0] * share;
          green += paint[kind][1] * share;
          blue += paint[kind][2] * share;
          filled += share;
        }
        const strength = filled > 0 ? Math.min(1, filled * 50) * PALEST + Math.min(1, filled) * (1 - PALEST) : 0;
        const scale = filled > 0 ? strength / filled : 0;
        pixels[at] = paper[0] * (1 - strength) + red * scale;
        pixels[at + 1] = paper[1] * (1 - strength) + green * scale;
        pixels[at + 2] = paper[2] * (1 - strength) + blue * scale;
        pixels[at + 3] = 255;
      }
    }

    /** Each pixel is as high as the share of it in which the loop was busy. */
    drawLane(pen, colour, bottom) {
      const width = this.canvas.width;
      const cells = new Float32Array(width + 2);
      const steps = new Float32Array(width + 2);
      for (const moment of this.moments) {
        const from = Math.max(0, this.x(moment.from));
        const until = Math.min(width, this.x(moment.until));
        if (until > from) cover(cells, steps, 0, from, until, moment.share);
      }
      const top = bottom + 14 * this.ratio;
      const height = (LANE - 16) * this.ratio;
      pen.fillStyle = colour.loop;
      let running = 0;
      for (let x = 0; x < width; x++) {
        running += steps[x];
        const share = Math.min(1, running + cells[x]);
        if (share > 1e-4) pen.fillRect(x, top + height * (1 - share), 1, height * share);
      }
      pen.fillStyle = colour.line;
      pen.fillRect(0, bottom, width, this.ratio);
      pen.fillStyle = colour.quiet;
      pen.textAlign = 'left';
      pen.fillText('loop', 6 * this.ratio, bottom + 11 * this.ratio);
    }

    drawAxis(pen, colour, bottom) {
      const top = bottom + this.lane * this.ratio;
      const step = niceStep(this.until - this.from, Math.max(2, this.width / 110));
      pen.font = 11 * this.ratio + 'px ' + getComputedStyle(document.body).fontFamily;
      for (let t = Math.ceil(this.from / step) * step; t <= this.until; t += step) {
        const x = this.x(t);
        pen.fillStyle = colour.line;
        pen.fillRect(Math.round(x), top, this.ratio, 5 * this.ratio);
        pen.fillStyle = colour.quiet;
        const label = t === 0 ? '0' : this.tick(t, step);
        const half = pen.measureText(label).width / 2 + 4 * this.ratio;
        pen.textAlign = 'center';
        pen.fillText(label, Math.min(Math.max(x, half), this.canvas.width - half), top + 17 * this.ratio);
      }
      pen.fillStyle = colour.line;
      pen.fillRect(0, top, this.canvas.width, this.ratio);
      const wall = this.x(this.wall);
      if (wall < this.canvas.width - 1) {
        pen.fillStyle = colour.quiet;
        pen.fillRect(Math.round(wall), 0, this.ratio, top);
      }
    }

    tick(micros, step) {
      const [unit, name] = step >= 1e5 ? [1e6, ' s'] : step >= 100 ? [1e3, ' ms'] : [1, ' µs'];
      const digits = Math.max(0, -Math.floor(Math.log10(step / unit) + 1e-9));
      return (micros / unit).toFixed(digits) + name;
    }

    drawSelected(pen) {
      if (this.selected < Math.floor(this.first) || this.selected >= this.last) return;
      const rowHeight = this.bottom / (this.last - this.first);
      const top = Math.round((this.selected - this.first) * rowHeight);
      pen.fillStyle = colours().ink;
      const thin = Math.max(1, Math.round(this.ratio));
      pen.fillRect(0, top, this.canvas.width, thin);
      if (rowHeight > 2 * thin) pen.fillRect(0, Math.round(top + rowHeight) - thin, this.canvas.width, thin);
    }

    // ---- looking closer

    listen() {
      const canvas = this.canvas;
      canvas.addEventListener('pointerdown', event => this.onDown(event));
      canvas.addEventListener('pointermove', event => this.onMove(event));
      canvas.addEventListener('pointerup', event => this.onUp(event));
      canvas.addEventListener('pointercancel', event => this.onUp(event));
      canvas.addEventListener('pointerleave', event => event.pointerType === 'mouse' && this.select(-1));
      canvas.addEventListener('wheel', event => this.onWheel(event), {passive: false});
      canvas.addEventListener('dblclick', event => this.zoomAt(2, ...this.place(event)));
      canvas.addEventListener('keydown', event => this.onKey(event));
      canvas.addEventListener('blur', () => this.select(-1));
    }

    /** Where it is, as shares of the width and of the rows' height. */
    place(event) {
      const box = this.canvas.getBoundingClientRect();
      return [(event.clientX - box.left) / box.width, (event.clientY - box.top) / this.rowsHeight()];
    }

    onDown(event) {
      this.pointers.set(event.pointerId, event);
      this.moved = false;
      if (this.zoomed || this.pointers.size > 1) this.canvas.setPointerCapture(event.pointerId);
    }

    onMove(event) {
      const before = this.pointers.get(event.pointerId);
      if (!before) {
        if (event.pointerType === 'mouse') this.point(event);
        return;
      }
      if (Math.hypot(event.clientX - before.clientX, event.clientY - before.clientY) < 3 && !this.moved) return;
      this.moved = true;
      if (this.pointers.size === 1) {
        if (!this.zoomed) return;
        this.holder.classList.add('dragging');
        this.pan((before.clientX - event.clientX) / this.width, (before.clientY - event.clientY) / this.rowsHeight());
      } else {
        this.pinch(before, event);
      }
      this.pointers.set(event.pointerId, event);
    }

    pinch(before, event) {
      const other = [...this.pointers.entries()].find(([id]) => id !== event.pointerId)[1];
      const distance = pointer => Math.max(20, Math.hypot(pointer.clientX - other.clientX, pointer.clientY - other.clientY));
      const [x, y] = this.place({clientX: (event.clientX + other.clientX) / 2, clientY: (event.clientY + other.clientY) / 2});
      this.zoomAt(distance(event) / distance(before), x, y);
    }

    onUp(event) {
      const tapped = this.pointers.delete(event.pointerId) && !this.moved && event.type === 'pointerup';
      this.holder.classList.remove('dragging');
      if (tapped) this.point(event);
    }

    onWheel(event) {
      if (!event.ctrlKey && !event.metaKey) return; // the page scrolls
      event.preventDefault();
      this.zoomAt(Math.exp(-event.deltaY / 250), ...this.place(event));
    }

    onKey(event) {
      const actions = {
        '+': () => this.zoomAt(2, 0.5, 0.5),
        '=': () => this.zoomAt(2, 0.5, 0.5),
        '-': () => this.zoomAt(0.5, 0.5, 0.5),
        '0': () => this.showAll(),
        'ArrowLeft': () => this.pan(-0.1, 0),
        'ArrowRight': () => this.pan(0.1, 0),
        'ArrowUp': () => this.step(-1),
        'ArrowDown': () => this.step(1),
        'Escape': () => this.select(-1),
      };
      if (event.ctrlKey || event.metaKey || event.altKey || !Object.hasOwn(actions, event.key)) return;
      event.preventDefault();
      actions[event.key]();
    }

    showAll() {
      this.reset();
      this.select(-1);
      this.redraw();
    }

    zoomAt(factor, x, y) {
      this.select(-1);
      const span = this.until - this.from;
      const newSpan = Math.min(this.scale, Math.max(Math.min(LEAST_SPAN, this.scale), span / factor));
      this.from += x * (span - newSpan);
      this.until = this.from + newSpan;
      const rows = this.last - this.first;
      const all = Math.max(1, this.rows.n);
      const newRows = Math.min(all, Math.max(Math.min(LEAST_ROWS, all), rows / factor));
      this.first += Math.min(1, Math.max(0, y)) * (rows - newRows);
      this.last = this.first + newRows;
      this.pan(0, 0);
    }

    /** By shares of what is seen; stops at the ends. */
    pan(x, y) {
      const span = this.until - this.from;
      this.from = Math.min(this.scale - span, Math.max(0, this.from + x * span));
      this.until = this.from + span;
      const rows = this.last - this.first;
      this.first = Math.min(Math.max(1, this.rows.n) - rows, Math.max(0, this.first + y * rows));
      this.last = this.first + rows;
      this.redraw();
    }

    step(by) {
      const next = this.selected < 0 ? Math.floor(this.first) : this.selected + by;
      const row = Math.min(this.rows.n - 1, Math.max(0, next));
      if (row < this.first) this.pan(0, (row - this.first) / (this.last - this.first));
      if (row + 1 > this.last) this.pan(0, (row + 1 - this.last) / (this.last - this.first));
      this.select(row, 1);
    }

    point(event) {
      const [x, y] = this.place(event);
      if (y < 0 || y >= 1 || this.rows.n === 0) {
        this.select(-1);
        return;
      }
      const atPointer = 1 / this.rowsHeight() * (this.last - this.first); // rows in a pixel
      const row = Math.min(this.rows.n - 1, Math.floor(this.first + y * (this.last - this.first)));
      this.select(row, Math.round(atPointer), x, y);
    }

    select(row, merged = 1, x = 0.5, y = -1) {
      const changed = row !== this.selected;
      this.selected = row;
      this.tip.hidden = row < 0;
      if (row >= 0) {
        if (changed) describe(this.tip, this.rows, row, merged);
        this.placeTip(x, y < 0 ? (row - this.first) / (this.last - this.first) : y);
      }
      if (changed) this.show();
    }

    /** Beside the pointer, inside the frame, and never under the finger. */
    placeTip(x, y) {
      const room = this.width - this.tip.offsetWidth;
      const left = x * this.width < this.width / 2 ? x * this.width + 16 : x * this.width - this.tip.offsetWidth - 16;
      this.tip.style.left = Math.min(Math.max(0, left), Math.max(0, room)) + 'px';
      this.tip.style.top = y * this.rowsHeight() + 18 + 'px';
    }
  }

  const timelines = [...document.querySelectorAll('.canvas')].map(
      holder => new Timeline(holder, data.models[Number(holder.dataset.model)]));

  const sameScale = document.getElementById('same-scale');
  function rescale() {
    const longest = Math.max(...timelines.map(each => each.wall));
    for (const each of timelines) {
      each.scale = sameScale && sameScale.checked ? longest : each.wall;
      each.showAll();
    }
  }
  if (sameScale) {
    sameScale.addEventListener('change', rescale);
    rescale(); // a browser remembers the box when the page is loaded again
  }
  matchMedia('(prefers-color-scheme: dark)').addEventListener('change', () => timelines.forEach(each => each.redraw()));
  addEventListener('beforeprint', () => timelines.forEach(each => { each.visible = true; each.redraw(); }));
})();
