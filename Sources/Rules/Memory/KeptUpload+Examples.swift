// Temporary files that stay, and those that are deleted or meant to stay.

extension KeptUpload {
  private static let head = """
    const express = require("express");
    const multer = require("multer");
    const fs = require("fs");
    const cloudinary = require("cloudinary").v2;
    const app = express();

    """

  static let examples: [Example] = [
    .reported(
      "an avatar is uploaded to a store, and its file stays",
      head + """
        const upload = multer({ dest: "uploads", limits: { fileSize: 1000000 } });
        app.post("/avatar", upload.single("avatar"), async (req, res) => {
          const stored = await ↓cloudinary.uploader.upload(req.file.path);
          res.json({ url: stored.secure_url });
        });
        """,
      fixed: head + """
        const upload = multer({ dest: "uploads", limits: { fileSize: 1000000 } });
        app.post("/avatar", upload.single("avatar"), async (req, res) => {
          try {
            const stored = await cloudinary.uploader.upload(req.file.path);
            res.json({ url: stored.secure_url });
          } finally {
            await fs.promises.unlink(req.file.path);
          }
        });
        """
    ),
    .silent(
      "the upload is kept in memory, and no file is written",
      head + """
        const upload = multer({ storage: multer.memoryStorage(), limits: { fileSize: 1000000 } });
        app.post("/avatar", upload.single("avatar"), async (req, res) => {
          const stored = await cloudinary.uploader.upload(req.file.path);
          res.json({ url: stored.secure_url });
        });
        """
    ),
    .silent(
      "the folder is where the files are meant to stay",
      head + """
        const upload = multer({ dest: "public/uploads", limits: { fileSize: 1000000 } });
        app.post("/avatar", upload.single("avatar"), (req, res) => {
          res.json({ path: req.file.path });
        });
        """
    ),
    .reported(
      "the parser keeps a temporary file for each upload",
      """
      const express = require("express");
      const fileUpload = require("express-fileupload");
      const cloudinary = require("cloudinary").v2;
      const app = express();
      app.use(fileUpload({ useTempFiles: true, limits: { fileSize: 1000000 }, abortOnLimit: true }));
      app.post("/photos", async (req, res) => {
        const stored = await ↓cloudinary.uploader.upload(req.files.photo.tempFilePath);
        res.json({ url: stored.secure_url });
      });
      """,
      fixed: """
        const express = require("express");
        const fs = require("fs");
        const fileUpload = require("express-fileupload");
        const cloudinary = require("cloudinary").v2;
        const app = express();
        app.use(fileUpload({ useTempFiles: true, limits: { fileSize: 1000000 }, abortOnLimit: true }));
        app.post("/photos", async (req, res) => {
          try {
            const stored = await cloudinary.uploader.upload(req.files.photo.tempFilePath);
            res.json({ url: stored.secure_url });
          } finally {
            fs.unlink(req.files.photo.tempFilePath, () => {});
          }
        });
        """
    ),
  ]
}
