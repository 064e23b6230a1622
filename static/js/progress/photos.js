// A photo made small on the device: upright, at most 1600 px long, as JPEG of its pixels alone. What the camera wrote
// beside them (the place, the name of the phone) never leaves the phone.

const LONGEST = 1600;
const QUALITY = 0.8;

/** The File as {name, blob}; one that the browser cannot draw comes back as it is, for the portal to judge. */
export async function reduced(file) {
  if (!/^image\/(jpeg|png|webp|heic|heif)$/.test(file.type)) return { name: file.name, blob: file };
  try {
    const picture = await createImageBitmap(file, { imageOrientation: "from-image" });
    const blob = await drawn(picture);
    picture.close();
    return { name: file.name.replace(/\.[^.]*$/, "") + ".jpg", blob };
  } catch {
    return { name: file.name, blob: file };
  }
}

function drawn(picture) {
  const share = Math.min(1, LONGEST / Math.max(picture.width, picture.height));
  const canvas = document.createElement("canvas");
  canvas.width = Math.max(1, Math.round(picture.width * share));
  canvas.height = Math.max(1, Math.round(picture.height * share));
  const paper = canvas.getContext("2d");
  paper.fillStyle = "#fff";
  paper.fillRect(0, 0, canvas.width, canvas.height);
  paper.drawImage(picture, 0, 0, canvas.width, canvas.height);
  return new Promise((resolve, reject) => {
    canvas.toBlob((blob) => (blob ? resolve(blob) : reject(new Error("no picture"))), "image/jpeg", QUALITY);
  });
}
