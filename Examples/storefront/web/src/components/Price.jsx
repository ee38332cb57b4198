export const pounds = (cents) => `£${(cents / 100).toFixed(2)}`;

export default function Price({ product }) {
  const now = Math.round((product.price_cents * (100 - product.sale_percent)) / 100);
  return (
    <span>
      {pounds(now)}
      {product.sale_percent > 0 && <span className="sale">-{product.sale_percent}%</span>}
    </span>
  );
}
