// How the dashboard's `@/` resolves; dependency-cruiser takes aliases in webpack's form.
module.exports = {
  resolve: {
    alias: { '@': require('node:path').join(__dirname, 'apps/dashboard/src') },
    extensions: ['.ts', '.tsx', '.js', '.css'],
    extensionAlias: { '.js': ['.ts', '.tsx', '.js'] },
  },
};
