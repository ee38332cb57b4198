import { api } from '../api.js';
import ProductGrid from '../components/ProductGrid.jsx';
import { useLoad } from '../hooks/useLoad.js';

const SHELVES = [
  ['newest', 'Just in'],
  ['popular', 'Loved by many'],
  ['sale', 'On sale'],
];

export default function Home() {
  const { data, error } = useLoad(api.frontPage, 'front');
  if (error) return <p className="error">The shop window is empty for a moment. Please try again.</p>;
  if (!data) return <p className="muted">Loading…</p>;
  return SHELVES.map(([name, title]) => (
    <section key={name}>
      <h2>{title}</h2>
      <ProductGrid products={data[name]} />
    </section>
  ));
}
