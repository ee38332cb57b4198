// A count, and the page that it belongs to.

import Queries
import SemanticModel

/// A count, and the page that it belongs to.
struct PagedCount {
  let count: Query
  let page: Query
}
