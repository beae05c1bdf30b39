/** A migration's text, put into the bundle. esbuild (build/raw-text.mjs) and vite both understand `?raw`. */
declare module '*.sql?raw' {
  const text: string;
  export default text;
}
