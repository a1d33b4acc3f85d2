// CSS Custom Highlights, which TypeScript 4.8's DOM library does not know yet.
declare class Highlight { constructor(...ranges: Range[]); priority: number }
declare namespace CSS { const highlights: Map<string, Highlight> }
