'use client';

import { useState } from 'react';

interface Item {
  id: number;
  name: string;
}

interface Props {
  items: Item[];
  onAdd: (names: string[]) => Promise<void>;
  onBought: (ids: number[]) => Promise<void>;
  onImport: (text: string) => Promise<void>;
  onDescribe: (title: string) => Promise<{ calories: number }>;
}

export function ShoppingForm({ items, onAdd, onBought, onImport, onDescribe }: Props) {
  const [text, setText] = useState('');
  const [hint, setHint] = useState('');

  return (
    <form action={() => onAdd(text.split(','))}>
      <input value={text} onChange={(event) => setText(event.target.value)} />
      <button type="submit">Add</button>
      <button type="button" onClick={() => onImport(text)}>
        Import
      </button>
      <button type="button" onClick={() => onBought(items.map((item) => item.id))}>
        All bought
      </button>
      <ul>
        {items.map((item) => (
          <li key={item.id} onDoubleClick={async () => setHint(`${(await onDescribe(item.name)).calories} kcal`)}>
            {item.name}
          </li>
        ))}
      </ul>
      <p>{hint}</p>
    </form>
  );
}
