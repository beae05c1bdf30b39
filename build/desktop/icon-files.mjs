/** The two containers of icons: both hold PNG files as they are, behind a small table. */

/** Sizes that Windows shows an .ico in. */
const icoSizes = [16, 24, 32, 48, 64, 128, 256];

/** macOS names each size; those with an @ are the same picture for dense displays. */
const icnsTypes = /** @type {const} */ ([
  ['icp4', 16],
  ['icp5', 32],
  ['ic11', 32],
  ['ic12', 64],
  ['ic07', 128],
  ['ic08', 256],
  ['ic13', 256],
  ['ic09', 512],
  ['ic14', 512],
  ['ic10', 1024],
]);

/** @param {ReadonlyMap<number, Buffer>} drawn PNG files by their size in pixels */
export function icoOf(drawn) {
  const header = Buffer.alloc(6 + 16 * icoSizes.length);
  header.writeUInt16LE(1, 2);
  header.writeUInt16LE(icoSizes.length, 4);
  let offset = header.length;
  const pictures = icoSizes.map((size, index) => {
    const png = pictureOf(drawn, size);
    const entry = 6 + 16 * index;
    // 256 is written as 0.
    header.writeUInt8(size % 256, entry);
    header.writeUInt8(size % 256, entry + 1);
    header.writeUInt16LE(1, entry + 4);
    header.writeUInt16LE(32, entry + 6);
    header.writeUInt32LE(png.length, entry + 8);
    header.writeUInt32LE(offset, entry + 12);
    offset += png.length;
    return png;
  });
  return Buffer.concat([header, ...pictures]);
}

/** @param {ReadonlyMap<number, Buffer>} drawn PNG files by their size in pixels */
export function icnsOf(drawn) {
  const pictures = icnsTypes.map(([type, size]) => block(type, pictureOf(drawn, size)));
  return block('icns', Buffer.concat(pictures));
}

/**
 * @param {string} type
 * @param {Buffer} content
 */
function block(type, content) {
  const header = Buffer.alloc(8);
  header.write(type, 'latin1');
  header.writeUInt32BE(8 + content.length, 4);
  return Buffer.concat([header, content]);
}

/**
 * @param {ReadonlyMap<number, Buffer>} drawn
 * @param {number} size
 */
function pictureOf(drawn, size) {
  const png = drawn.get(size);
  if (png === undefined) throw new Error(`no icon of ${size} pixels was drawn`);
  return png;
}
