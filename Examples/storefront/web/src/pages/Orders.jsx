import { useEffect, useState } from 'react';
import { api } from '../api.js';
import OrderRow from '../components/OrderRow.jsx';

export default function Orders() {
  const [orders, setOrders] = useState(null);

  useEffect(() => {
    const load = () => api.orders().then(setOrders).catch(() => {});
    load();
    // expect: frequent-polling
    const timer = setInterval(load, 2000);
    return () => clearInterval(timer);
  }, []);

  if (!orders) return <p className="muted">Loading…</p>;
  return (
    <>
      <h1>Your orders</h1>
      <table>
        <tbody>
          {/* expect: unpaged-list */}
          {orders.map((order) => (
            <OrderRow key={order.id} order={order} />
          ))}
        </tbody>
      </table>
    </>
  );
}
