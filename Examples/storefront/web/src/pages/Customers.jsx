import { api } from '../api.js';
import { pounds } from '../components/Price.jsx';
import { useLoad } from '../hooks/useLoad.js';

export default function Customers() {
  const { data, error } = useLoad(api.customers, 'all');
  if (error) return <p className="error">{error.message}</p>;
  if (!data) return <p className="muted">Loading…</p>;
  return (
    <table>
      <tbody>
        {/* expect: unpaged-list */}
        {data.map((customer) => (
          <tr key={customer.id}>
            <td>{customer.name}</td>
            <td>{customer.email}</td>
            <td>{pounds(customer.lifetimeValueCents)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
