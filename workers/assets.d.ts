declare module '*?iife' {
  const url: string;
  export default url;
}
declare module '*?url' {
  const url: string;
  export default url;
}
declare module '*.py' {
  const text: string;
  export default text;
}
declare module '*?guest' {
  const text: string;
  export default text;
}
