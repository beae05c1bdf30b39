/** What some system refuses in a file name becomes a hyphen. */
export const fileNameFor = (name: string): string => {
  const plain = name
    .normalize('NFC')
    .replace(/[^\p{L}\p{N}._-]+/gu, '-')
    .replace(/^[-.]+|[-.]+$/g, '');
  return `${plain === '' ? 'suite' : plain.slice(0, 100)}.json`;
};
