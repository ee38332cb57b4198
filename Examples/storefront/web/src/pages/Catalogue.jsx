import { useState } from 'react';
import { api } from '../api.js';
import Price from '../components/Price.jsx';
import { useLoad } from '../hooks/useLoad.js';

export default function Catalogue() {
  // expect: client-side-filter
  const { data: products, error } = useLoad(api.allProducts, 'all');
  const [filter, setFilter] = useState('');
  const [order, setOrder] = useState('name');

  if (error) return <p className="error">{error.message}</p>;
  if (!products) return <p className="muted">Loading…</p>;

  // later: 5A filtered and sorted anew at every render
  const shown = products
    .filter((product) => product.name.toLowerCase().includes(filter.toLowerCase()))
    .sort((a, b) => (order === 'name' ? a.name.localeCompare(b.name) : a.price_cents - b.price_cents));

  return (
    <>
      <h1>Everything</h1>
      {/* expect: render-per-keystroke */}
      <input value={filter} onChange={(event) => setFilter(event.target.value)} placeholder="Filter by name" />
      <select value={order} onChange={(event) => setOrder(event.target.value)}>
        <option value="name">by name</option>
        <option value="price">by price</option>
      </select>
      <table>
        <tbody>
          {/* expect: unpaged-list */}
          {shown.map((product, index) => (
            <tr key={index}>
              <td>
                <a href={`#/product/${product.id}`}>{product.name}</a>
              </td>
              <td className="muted">{product.sku}</td>
              <td>
                <Price product={product} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </>
  );
}
