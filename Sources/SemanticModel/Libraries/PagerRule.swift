// Classes of a library that page what a view lists, and members of a view by which a client searches there.

/// The members of a class that say how long a page is.
package struct PagerRule: Sendable, Hashable {
  /// The member that holds the size of a page, where the settings do not.
  package var size: String
  /// The member that holds the largest size that a request may ask for.
  package var maximum: String
  /// The member that names the parameter by which a request asks for a size.
  package var asking: String
  /// The parameter, where no member names one; absent where a request cannot ask then.
  package var asked: String?
  /// Methods with which a class of the application decides by itself.
  package var deciding: Set<String>
  /// Whether it counts all rows for each page, and skips those before it.
  package var counts = true

  package init(
    size: String,
    maximum: String,
    asking: String,
    asked: String? = nil,
    deciding: Set<String>
  ) {
    self.size = size
    self.maximum = maximum
    self.asking = asking
    self.asked = asked
    self.deciding = deciding
  }

  /// The rule, of a class that walks on from the last row that a request saw.
  package var byCursor: PagerRule {
    var rule = self
    rule.counts = false
    return rule
  }
}

/// How a view lets a client search what it lists.
package struct SearchRule: Sendable {
  /// The member that lists what filters, and the settings' key for all views.
  package var filters: String
  package var filtersKey: String
  /// The filter that looks for a text in some columns, and the member that lists them.
  package var searcher: String
  package var columns: String
  /// What a column's name begins with where it is not looked for anywhere in it.
  package var marks: Set<String>
  /// The member that names a class of filters; of a filter: the options for its column, its comparison and its method.
  package var filterClass: String
  package var column: String
  package var comparison: String
  package var method: String
  /// The filter that sorts as a client wishes, and the member that lists the columns that it may name.
  package var sorter = ""
  package var sortColumns = ""

  package init(
    filters: String,
    filtersKey: String,
    searcher: String,
    columns: String,
    marks: Set<String>,
    filterClass: String,
    column: String,
    comparison: String,
    method: String
  ) {
    self.filters = filters
    self.filtersKey = filtersKey
    self.searcher = searcher
    self.columns = columns
    self.marks = marks
    self.filterClass = filterClass
    self.column = column
    self.comparison = comparison
    self.method = method
  }
}

extension SettingsRule {
  /// The rule, with the classes that page, the key of the size of a page, and how clients search.
  package func paging(
    size: String,
    by classes: [String: PagerRule],
    searching: SearchRule,
    limiting throttles: String
  ) -> SettingsRule {
    var rule = self
    rule.pageSize = size
    rule.pagerClasses = classes
    rule.searching = searching
    rule.throttles = throttles
    return rule
  }
}
