import { api } from '../api.js';
import { pounds } from '../components/Price.jsx';
import { useLoad } from '../hooks/useLoad.js';

export default function Wishlist() {
  const { data, error } = useLoad(api.wishlist, 'mine');
  if (error) return <p className="error">{error.message}</p>;
  if (!data) return <p className="muted">Loading…</p>;
  return (
    <>
      <h1>Wishlist</h1>
      <ul>
        {data.map((product) => (
          <li key={product.id}>
            <a href={`#/product/${product.id}`}>{product.name}</a> {pounds(product.price_cents)}
          </li>
        ))}
      </ul>
    </>
  );
}
