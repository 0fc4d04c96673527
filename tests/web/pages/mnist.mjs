// The pixels of an IDX file of images, after its 16 bytes of header: Uint8Array [n, 28, 28].
export const imagesOf = (file) => file.subarray(16);
