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
        {/* later: 5B every customer of the shop is a row of the page */}
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
