'use strict';

// Keeps a page true while it is shown: reads its figures every two seconds, writes them into their cells and draws the charts.
// If the page has other parts by now, these are read again. Needs nothing but what browsers have.
(() => {
  const PERIOD = 2000;
  const SPAN = 120000;
  const GAP = 3 * PERIOD;
  const main = document.getElementById('main');
  const lost = document.getElementById('lost');
  const SVG = 'http://www.w3.org/2000/svg';

  // ---- Charts

  const WIDTH = 360;
  const HEIGHT = 120;
  const LEFT = 54;
  const TOP = 10;
  const BOTTOM = 16;

  const units = {
    bytes: {
      top: (most) => 2 ** Math.ceil(Math.log2(Math.max(most, 65536))),
      text: (value) => {
        const names = ['B', 'KiB', 'MiB', 'GiB', 'TiB'];
        let unit = 0;
        while (value >= 1024 && unit < names.length - 1) {
          value /= 1024;
          unit++;
        }
        return `${value >= 10 || value % 1 === 0 ? Math.round(value) : value.toFixed(1)} ${names[unit]}`;
      },
    },
    rate: { top: (most) => round(Math.max(most, 1)), text: (value) => plain(value) },
    percent: { top: (most) => Math.max(100, Math.ceil(most / 100) * 100), text: (value) => `${plain(value)} %` },
  };

  // The next of 1, 2, 5, 10, 20, 50...
  function round(value) {
    const power = 10 ** Math.floor(Math.log10(value));
    return [1, 2, 5, 10].map((n) => n * power).find((n) => n >= value);
  }

  function plain(value) {
    return value >= 10 || value % 1 === 0 ? Math.round(value).toLocaleString('en') : value.toFixed(1);
  }

  function element(name, attributes, text) {
    const made = document.createElementNS(SVG, name);
    Object.entries(attributes).forEach(([key, value]) => made.setAttribute(key, value));
    if (text !== undefined) {
      made.textContent = text;
    }
    return made;
  }

  // Gauges as they are; of what only grows, how fast it does. Runs of points: while nobody looked there are none.
  function values(samples, name, unit) {
    const runs = [];
    samples.forEach((sample, i) => {
      const before = samples[i - 1];
      const passed = before ? sample.time - before.time : Infinity;
      const grown = before ? sample.series[name] - before.series[name] : 0;
      if (passed > GAP || passed <= 0 || grown < 0) {
        runs.push([]);
      }
      const run = runs[runs.length - 1];
      if (unit === 'bytes') {
        run.push([sample.time, sample.series[name]]);
      } else if (passed <= GAP && passed > 0 && grown >= 0) {
        run.push([sample.time, (grown * (unit === 'percent' ? 100 : 1000)) / passed]);
      }
    });
    return runs.filter((run) => run.length > 0);
  }

  function draw(figure, samples, now) {
    const unit = units[figure.dataset.unit];
    const runs = values(samples, figure.dataset.series, figure.dataset.unit);
    const top = unit.top(Math.max(0, ...runs.flat().map((p) => p[1])));
    const x = (time) => WIDTH - 4 - ((now - time) / SPAN) * (WIDTH - LEFT - 4);
    const y = (value) => HEIGHT - BOTTOM - (value / top) * (HEIGHT - TOP - BOTTOM);
    const drawn = [];
    [0, top / 2, top].forEach((value) => {
      drawn.push(element('line', { class: 'grid', x1: LEFT, x2: WIDTH - 4, y1: y(value), y2: y(value) }));
      drawn.push(element('text', { x: LEFT - 6, y: y(value) + 3, 'text-anchor': 'end' }, unit.text(value)));
    });
    drawn.push(element('text', { x: LEFT, y: HEIGHT - 3 }, '2 min ago'));
    drawn.push(element('text', { x: WIDTH - 4, y: HEIGHT - 3, 'text-anchor': 'end' }, 'now'));
    runs.forEach((run) => {
      const path = run.map((p) => `${x(p[0]).toFixed(1)},${y(p[1]).toFixed(1)}`);
      const first = x(run[0][0]).toFixed(1);
      const last = x(run[run.length - 1][0]).toFixed(1);
      drawn.push(element('path', { class: 'area', d: `M${first},${y(0)} L${path.join(' ')} L${last},${y(0)} Z` }));
      drawn.push(element('polyline', { class: 'line', points: path.join(' ') }));
    });
    if (runs.length > 0) {
      figure.querySelector('output').textContent = unit.text(runs[runs.length - 1].slice(-1)[0][1]);
    }
    figure.querySelector('svg').replaceChildren(...drawn);
  }

  // ---- The page while it is shown

  const key = location.pathname + location.search;
  let samples = [];
  try {
    samples = JSON.parse(sessionStorage.getItem(key)) || [];
  } catch (e) {
    // What was stored is of no use; the charts begin anew.
  }

  function charts(now) {
    samples = samples.filter((s) => s.time > now - SPAN && s.time <= now);
    document.querySelectorAll('.chart').forEach((figure) => draw(figure, samples, now));
    sessionStorage.setItem(key, JSON.stringify(samples));
  }

  async function answer(address, options) {
    const response = await fetch(address, { cache: 'no-store', ...options });
    if (!response.ok) {
      const told = (await response.json().catch(() => ({}))).error;
      throw new Error(told || `the console answered ${response.status}.`);
    }
    return response;
  }

  // Parts that another structure has changed, read again; what somebody types is in none of them.
  async function renew() {
    const text = await (await answer(location.href)).text();
    const page = new DOMParser().parseFromString(text, 'text/html');
    main.dataset.structure = page.getElementById('main').dataset.structure;
    document.querySelectorAll('[data-part]').forEach((part) => {
      const other = page.getElementById(part.id);
      const focused = part.contains(document.activeElement) ? document.activeElement.getAttribute('href') : null;
      part.replaceChildren(...(other ? other.childNodes : []));
      if (other && !('part' in other.dataset)) {
        delete part.dataset.part;
      }
      if (focused) {
        part.querySelector(`a[href="${CSS.escape(focused)}"]`)?.focus();
      }
    });
  }

  function write(cells) {
    document.querySelectorAll('[data-cell]').forEach((cell) => {
      const text = cells[cell.dataset.cell];
      if (text !== undefined && cell.textContent !== text) {
        cell.textContent = text;
      }
    });
  }

  let since = '';

  async function look() {
    try {
      const live = await (await answer(main.dataset.live, { headers: { Accept: 'application/json' } })).json();
      if (live.structure !== main.dataset.structure) {
        await renew();
      }
      write(live.cells);
      samples.push({ time: live.time, series: live.series });
      charts(live.time);
      lost.hidden = true;
    } catch (e) {
      if (lost.hidden) {
        since = new Date().toLocaleTimeString();
      }
      const text = `The figures are those of ${since}. ${e.message}`;
      if (lost.textContent !== text) {
        lost.textContent = text;
      }
      lost.hidden = false;
    }
  }

  async function keepLooking() {
    if (!document.hidden) {
      await look();
    }
    setTimeout(keepLooking, PERIOD);
  }

  // ---- Calls

  const OUTCOMES = 10;

  function told(outcome, failed, call, took, text) {
    const line = document.createElement('p');
    const code = document.createElement('code');
    const time = document.createElement('small');
    const block = document.createElement('pre');
    line.className = failed ? 'failed' : '';
    code.textContent = call;
    time.textContent = took;
    block.textContent = text;
    line.append(code, ' ', time);
    outcome.prepend(line, block);
    while (outcome.children.length > 2 * OUTCOMES) {
      outcome.lastElementChild.remove();
    }
  }

  async function call(form) {
    const button = form.querySelector('button');
    const outcome = form.parentElement.querySelector('.outcome');
    button.disabled = true;
    try {
      const response = await fetch(form.action, {
        method: 'POST',
        headers: { Accept: 'application/json' },
        body: new URLSearchParams(new FormData(form)),
      });
      const answered = await response.json();
      if (response.ok) {
        told(outcome, answered.failed, answered.call, answered.took, answered.text);
      } else {
        told(outcome, true, form.dataset.call, '', answered.error);
      }
    } catch (e) {
      told(outcome, true, form.dataset.call, '', `no answer from the container: ${e.message}`);
    } finally {
      button.disabled = false;
    }
  }

  document.addEventListener('submit', (event) => {
    if ('call' in event.target.dataset) {
      event.preventDefault();
      call(event.target);
    }
  });

  // ---- Uploads

  async function upload(form, file) {
    const button = form.querySelector('button');
    const said = document.getElementById('uploaded');
    const say = (text, kind) => {
      said.textContent = text;
      said.className = `notice ${kind}`;
    };
    if (file.size > Number(form.dataset.limit)) {
      say(`${file.name} has ${units.bytes.text(file.size)}, more than the limit.`, 'bad');
      return;
    }
    button.disabled = true;
    say(`Deploying ${file.name}\u2026`, '');
    try {
      const response = await fetch(`${form.getAttribute('action')}?name=${encodeURIComponent(file.name)}`, {
        method: 'POST',
        headers: {
          Accept: 'application/json',
          'Content-Type': 'application/octet-stream',
          'X-Tagalong-Token': main.dataset.token,
        },
        body: file,
      });
      const answered = await response.json();
      say(response.ok ? answered.text : answered.error, response.ok && answered.started ? 'good' : 'bad');
      form.reset();
      await look();
    } catch (e) {
      say(`${file.name} was not deployed: ${e.message}`, 'bad');
    } finally {
      button.disabled = false;
    }
  }

  document.querySelectorAll('form[data-upload]').forEach((form) => {
    const place = form.closest('[data-drop]');
    form.addEventListener('submit', (event) => {
      event.preventDefault();
      upload(form, form.querySelector('input[type=file]').files[0]);
    });
    place.addEventListener('dragover', (event) => {
      event.preventDefault();
      place.classList.add('over');
    });
    place.addEventListener('dragleave', () => place.classList.remove('over'));
    place.addEventListener('drop', (event) => {
      event.preventDefault();
      place.classList.remove('over');
      if (event.dataTransfer.files.length > 0) {
        upload(form, event.dataTransfer.files[0]);
      }
    });
  });

  if (main.dataset.live) {
    charts(samples.length > 0 ? samples[samples.length - 1].time : 0);
    keepLooking();
  }
})();
