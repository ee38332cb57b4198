// Packages that make the first load of a page slow.

import SemanticModel

extension Libraries {
  /// A size is measured or absent: of Debian 12's copy of the version named, entry
  /// `import * as m from "PACKAGE"; console.log(m)`, by esbuild 0.17.0:
  /// `NODE_PATH=/usr/share/nodejs esbuild entry.js --bundle --minify | gzip -9 | wc -c`.
  static let bundles: [BundleRule] = [
    BundleRule(
      "lodash",
      .whole,
      .measured(26_373, version: "4.17.21"),
      instead: "lodash/NAME or lodash-es"
    ),
    BundleRule(
      "underscore",
      .whole,
      .measured(7_500, version: "1.13.4"),
      instead: "underscore/modules/NAME.js"
    ),
    BundleRule(
      "moment",
      .whole,
      .measured(19_730, version: "2.29.4"),
      instead: "dayjs, date-fns or Intl.DateTimeFormat",
      keptBy: [
        .init("antd", until: 5), .init("rc-picker", until: 3), .init("react-moment"),
        .init("moment-timezone"), .init("react-datetime"), .init("react-dates"),
        .init("chart.js", until: 3),
      ]
    ),
    BundleRule(
      "moment-timezone",
      .whole,
      .measured(60_509, version: "0.5.40"),
      instead: "Intl.DateTimeFormat with a timeZone"
    ),
    BundleRule(
      "highlight.js",
      .whole,
      .measured(261_067, version: "9.18.5"),
      instead: "highlight.js/lib/core and the languages used"
    ),
    BundleRule("react-syntax-highlighter", .whole, instead: "its light build"),
    BundleRule("aws-sdk", .whole, instead: "@aws-sdk/client-NAME"),
    BundleRule("chart.js", .feature, .measured(67_423, version: "3.9.1")),
    BundleRule("d3", .feature, .measured(86_856, version: "5.16.0")),
    BundleRule("three", .feature, .measured(150_362, version: "0.111.0")),
    BundleRule("recharts", .feature),
    BundleRule("react-chartjs-2", .feature),
    BundleRule("echarts", .feature),
    BundleRule("echarts-for-react", .feature),
    BundleRule("apexcharts", .feature),
    BundleRule("react-apexcharts", .feature),
    BundleRule("highcharts", .feature),
    BundleRule("plotly.js", .feature),
    BundleRule("react-plotly.js", .feature),
    BundleRule("mapbox-gl", .feature),
    BundleRule("maplibre-gl", .feature),
    BundleRule("monaco-editor", .feature),
    BundleRule("ace-builds", .feature),
    BundleRule("react-quill", .feature),
    BundleRule("quill", .feature),
    BundleRule("draft-js", .feature),
    BundleRule("@ckeditor/ckeditor5-build-classic", .feature),
    BundleRule("@tinymce/tinymce-react", .feature),
    BundleRule("xlsx", .feature),
    BundleRule("exceljs", .feature),
    BundleRule("jspdf", .feature),
    BundleRule("html2canvas", .feature),
    BundleRule("pdfjs-dist", .feature),
    BundleRule("react-pdf", .feature),
    BundleRule("@react-pdf/renderer", .feature),
    BundleRule("mathjs", .feature),
    BundleRule("@faker-js/faker", .feature),
    BundleRule("emoji-picker-react", .feature),
    BundleRule("gif-picker-react", .feature),
    BundleRule("emoji-mart", .feature),
    BundleRule("@emoji-mart/react", .feature),
    BundleRule("@monaco-editor/react", .feature),
    BundleRule("leaflet", .feature),
    BundleRule("react-leaflet", .feature),
    BundleRule("@fullcalendar/react", .feature),
    BundleRule("hls.js", .feature),
    BundleRule("video.js", .feature),
    BundleRule("react-player", .feature),
    BundleRule("mqtt", .feature),
  ]
}
