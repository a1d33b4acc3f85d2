/** Guidelines as React elements; nothing of the text is ever taken as markup. */
import { Fragment, ReactNode } from "react";
import { Block, Inline, parseMarkdown, plainText } from "../core/markdown.js";

export function MarkdownView({ text, blocks }: { text?: string; blocks?: readonly Block[] }) {
  return <div className="markdown">{(blocks ?? parseMarkdown(text ?? "")).map((block, index) => <Fragment key={index}>{drawBlock(block)}</Fragment>)}</div>;
}

function drawBlock(block: Block): ReactNode {
  switch (block.is) {
    case "heading": {
      const Level = `h${Math.min(block.level + 1, 6)}` as "h2";
      return <Level id={"guide-" + block.id}>{draw(block.inside)}</Level>;
    }
    case "paragraph": return <p>{draw(block.inside)}</p>;
    case "quote": return <blockquote>{draw(block.inside)}</blockquote>;
    case "code": return <pre>{block.text}</pre>;
    case "rule": return <hr />;
    case "list": {
      const List = block.ordered ? "ol" : "ul";
      return <List>{block.items.map((item, index) => <li key={index}>{draw(item)}</li>)}</List>;
    }
    case "table": return (
      <table className="table"><thead><tr>{block.head.map((cell, index) => <th key={index}>{draw(cell)}</th>)}</tr></thead>
        <tbody>{block.rows.map((row, index) => <tr key={index}>{row.map((cell, column) => <td key={column} data-head={plainText(block.head[column] ?? [])}>{draw(cell)}</td>)}</tr>)}</tbody></table>
    );
  }
}

function draw(inside: readonly Inline[]): ReactNode {
  return inside.map((piece, index) => {
    switch (piece.is) {
      case "text": return piece.text;
      case "code": return <code key={index}>{piece.text}</code>;
      case "strong": return <strong key={index}>{draw(piece.inside)}</strong>;
      case "em": return <em key={index}>{draw(piece.inside)}</em>;
      case "link": return <a key={index} href={piece.to} rel="noreferrer noopener" target={piece.to.startsWith("http") ? "_blank" : undefined}>{draw(piece.inside)}</a>;
    }
  });
}
