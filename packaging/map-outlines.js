// Makes assets/map/outlines.json from world-atlas (npm), countries-50m.json.
//   node packaging/map-outlines.js path/to/countries-50m.json > assets/map/outlines.json
// A ring is dx,dy,dx,dy,… in units of 0.05 degrees of longitude and latitude, starting from 0,0.
const fs = require('fs');

const UNITS_PER_DEGREE = 20;
const SMALLEST = 4; // islands smaller than this many units both ways are left out

const topology = JSON.parse(fs.readFileSync(process.argv[2]));
const { scale, translate } = topology.transform;
const arcs = topology.arcs.map((arc) => {
  let x = 0;
  let y = 0;
  return arc.map(([dx, dy]) => {
    x += dx;
    y += dy;
    return [x * scale[0] + translate[0], y * scale[1] + translate[1]];
  });
});

const joined = (indexes) => indexes
  .map((i) => (i < 0 ? arcs[~i].slice().reverse() : arcs[i]))
  .reduce((ring, arc) => ring.concat(ring.length ? arc.slice(1) : arc), []);

const same = (a, b) => a[0] === b[0] && a[1] === b[1];
const straight = (a, b, c) => (c[0] - b[0]) * (b[1] - a[1]) === (b[0] - a[0]) * (c[1] - b[1]);
const extent = (points, axis) => {
  const values = points.map((p) => p[axis]);
  return Math.max(...values) - Math.min(...values);
};

function reduced(indexes) {
  return joined(indexes)
    .map(([x, y]) => [Math.round(x * UNITS_PER_DEGREE), Math.round(y * UNITS_PER_DEGREE)])
    .filter((p, i, all) => i === 0 || !same(p, all[i - 1]))
    .filter((p, i, all) => i === 0 || i === all.length - 1 || !straight(all[i - 1], p, all[i + 1]));
}

function deltas(points) {
  let [px, py] = [0, 0];
  return points.flatMap(([x, y]) => {
    const step = [x - px, y - py];
    [px, py] = [x, y];
    return step;
  });
}

const countries = topology.objects.countries.geometries
  .map(({ type, arcs: polygons, properties }) => ({
    name: properties.name,
    rings: (type === 'Polygon' ? [polygons] : type === 'MultiPolygon' ? polygons : [])
      .flat()
      .map(reduced)
      .filter((r) => r.length >= 4 && (extent(r, 0) >= SMALLEST || extent(r, 1) >= SMALLEST))
      .map(deltas),
  }))
  .filter((country) => country.rings.length > 0);

process.stdout.write(
  `{"unit":${1 / UNITS_PER_DEGREE},\n"countries":[\n${countries.map((c) => JSON.stringify(c)).join(',\n')}\n]}\n`,
);
