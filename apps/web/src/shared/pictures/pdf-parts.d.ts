/** Where the parts of the reader of PDF files lie, beside the pages; put in when they are built. */
declare const PDF_PARTS: string;
