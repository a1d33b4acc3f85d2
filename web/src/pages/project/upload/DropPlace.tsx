/** Where files come in: dropped, chosen, a whole folder, or straight from a phone's camera. */
import { DragEvent, useRef, useState } from "react";
import { Button } from "../../../panels/controls.js";
import { Picked, readDrop, readInput } from "./dropped.js";

export function DropPlace({ onPicked }: { onPicked: (picked: Picked) => void }) {
  const [isOver, setOver] = useState(false);
  const files = useRef<HTMLInputElement>(null), folder = useRef<HTMLInputElement>(null), camera = useRef<HTMLInputElement>(null);
  const take = (input: HTMLInputElement) => { onPicked(readInput(input)); input.value = ""; };
  const drop = (event: DragEvent) => { event.preventDefault(); setOver(false); void readDrop(event.dataTransfer).then(onPicked); };
  const hidden = { type: "file", className: "visually-hidden", tabIndex: -1, "aria-hidden": true, onChange: (event: { target: HTMLInputElement }) => take(event.target) } as const;
  return (
    <div className={`drop-place${isOver ? " over" : ""}`} onDragOver={(event) => { event.preventDefault(); setOver(true); }} onDragLeave={() => setOver(false)} onDrop={drop} data-testid="drop-place">
      <strong className="hide-touch">Drop pictures or a folder here</strong>
      <p className="muted hide-touch">JPEG, PNG, WebP and most others; annotation files beside them, or one zip or tar, are read too.</p>
      <div className="row wrap">
        <Button className="only-touch" look="main" onClick={() => camera.current!.click()} data-testid="take-picture">Take a picture</Button>
        <Button look="main" className="pick-files" onClick={() => files.current!.click()} data-testid="choose-files">Choose files</Button>
        <Button className="hide-touch" onClick={() => folder.current!.click()} data-testid="choose-folder">Choose a folder</Button>
      </div>
      <input ref={files} {...hidden} multiple data-testid="files-input" />
      <input ref={(element) => { (folder as { current: HTMLInputElement | null }).current = element; element?.setAttribute("webkitdirectory", ""); }} {...hidden} multiple data-testid="folder-input" />
      <input ref={camera} {...hidden} accept="image/*" capture="environment" data-testid="camera-input" />
    </div>
  );
}
