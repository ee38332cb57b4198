import { useState } from 'react';
import { api } from '../api.js';

export default function SearchBox() {
  const [text, setText] = useState('');
  const [found, setFound] = useState([]);

  async function onType(event) {
    const typed = event.target.value;
    setText(typed);
    // expect: request-per-keystroke
    setFound(typed.length > 1 ? await api.search(typed) : []);
  }

  return (
    <div className="search">
      <input type="search" placeholder="Search" value={text} onChange={onType} aria-label="Search" />
      {found.length > 0 && (
        <ul>
          {found.map((product) => (
            <li key={product.id}>
              <a href={`#/product/${product.id}`}>{product.name}</a>
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}
