// Packages that make the first load of a page slow.

import SemanticModel

extension Libraries {
  /// Sizes are those of recent versions, minified and gzipped, rounded: they order packages, and prove nothing.
  static let bundles: [BundleRule] = [
    BundleRule("lodash", .whole, kilobytes: 25, instead: "lodash/NAME or lodash-es"),
    BundleRule("underscore", .whole, kilobytes: 8, instead: "underscore/modules/NAME.js"),
    BundleRule("moment", .whole, kilobytes: 70, instead: "dayjs, date-fns or Intl.DateTimeFormat"),
    BundleRule(
      "moment-timezone",
      .whole,
      kilobytes: 90,
      instead: "Intl.DateTimeFormat with a timeZone"
    ),
    BundleRule(
      "highlight.js",
      .whole,
      kilobytes: 300,
      instead: "highlight.js/lib/core and the languages used"
    ),
    BundleRule("react-syntax-highlighter", .whole, kilobytes: 300, instead: "its light build"),
    BundleRule("aws-sdk", .whole, kilobytes: 330, instead: "@aws-sdk/client-NAME"),
    BundleRule("recharts", .feature, kilobytes: 130),
    BundleRule("chart.js", .feature, kilobytes: 70),
    BundleRule("react-chartjs-2", .feature, kilobytes: 70),
    BundleRule("echarts", .feature, kilobytes: 330),
    BundleRule("echarts-for-react", .feature, kilobytes: 330),
    BundleRule("apexcharts", .feature, kilobytes: 130),
    BundleRule("react-apexcharts", .feature, kilobytes: 130),
    BundleRule("highcharts", .feature, kilobytes: 100),
    BundleRule("plotly.js", .feature, kilobytes: 1_000),
    BundleRule("react-plotly.js", .feature, kilobytes: 1_000),
    BundleRule("d3", .feature, kilobytes: 90),
    BundleRule("three", .feature, kilobytes: 170),
    BundleRule("mapbox-gl", .feature, kilobytes: 220),
    BundleRule("maplibre-gl", .feature, kilobytes: 210),
    BundleRule("monaco-editor", .feature, kilobytes: 600),
    BundleRule("ace-builds", .feature, kilobytes: 110),
    BundleRule("react-quill", .feature, kilobytes: 60),
    BundleRule("quill", .feature, kilobytes: 60),
    BundleRule("draft-js", .feature, kilobytes: 90),
    BundleRule("@ckeditor/ckeditor5-build-classic", .feature, kilobytes: 250),
    BundleRule("@tinymce/tinymce-react", .feature, kilobytes: 130),
    BundleRule("xlsx", .feature, kilobytes: 140),
    BundleRule("exceljs", .feature, kilobytes: 250),
    BundleRule("jspdf", .feature, kilobytes: 110),
    BundleRule("html2canvas", .feature, kilobytes: 45),
    BundleRule("pdfjs-dist", .feature, kilobytes: 120),
    BundleRule("react-pdf", .feature, kilobytes: 120),
    BundleRule("@react-pdf/renderer", .feature, kilobytes: 450),
    BundleRule("mathjs", .feature, kilobytes: 170),
    BundleRule("@faker-js/faker", .feature, kilobytes: 700),
  ]
}
